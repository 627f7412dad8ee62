CREATE TYPE mood AS ENUM ('awful', 'sad', 'so-so', 'fair', 'ok', 'happy', 'ecstatic');
CREATE TABLE day (at date PRIMARY KEY, mood mood NOT NULL);
