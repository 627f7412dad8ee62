CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE day (at date PRIMARY KEY, mood mood DEFAULT 'ok');
