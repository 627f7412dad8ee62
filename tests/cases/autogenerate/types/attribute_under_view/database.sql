CREATE TYPE address AS (street text, zip varchar(5));
CREATE VIEW shown AS SELECT ROW('a', 'b')::address AS one;
CREATE TABLE item (id integer, at text);
