CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s fine');
CREATE TABLE day (at date PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok', moods mood[]);
