CREATE TYPE place AS (y integer, x bigint, label varchar(20), z integer);
CREATE TYPE "Odd" AS (further date, "a b" bigint);
CREATE TABLE shop (id integer PRIMARY KEY, at place, odd "Odd");
CREATE TABLE many ();
