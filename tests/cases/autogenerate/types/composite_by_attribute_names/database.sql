CREATE TYPE place AS (x integer, y integer, label text);
CREATE TYPE "Odd" AS ("a b" integer, gone text);
CREATE TABLE shop (id integer PRIMARY KEY, at place, odd "Odd");
CREATE TABLE many (at place[]);
ALTER TABLE many DROP COLUMN at;
INSERT INTO shop VALUES (1, ROW(1, 2, 'one, "two"'), ROW(7, 'x')), (2, NULL, NULL), (3, ROW(NULL, NULL, NULL), ROW(NULL, 'y'));
