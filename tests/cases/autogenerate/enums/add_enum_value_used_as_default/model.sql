CREATE TYPE mood AS ENUM ('sad', 'ok', 'unknown');
CREATE TABLE day (at date PRIMARY KEY, mood mood NOT NULL DEFAULT 'unknown');
