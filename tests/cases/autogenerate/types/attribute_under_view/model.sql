CREATE TYPE address AS (street text, zip varchar(10));
CREATE VIEW shown AS SELECT ROW('a', 'b')::address AS one;
CREATE TABLE item (id integer, at address);
