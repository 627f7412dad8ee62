CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';
CREATE TABLE item (id integer);
CREATE VIEW shown AS SELECT twice(id) FROM item;
CREATE VIEW top AS SELECT * FROM shown;
