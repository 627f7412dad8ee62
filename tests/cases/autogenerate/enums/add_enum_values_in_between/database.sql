CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE day (at date PRIMARY KEY, mood mood NOT NULL);
INSERT INTO day VALUES ('2026-01-01', 'ok');
