CREATE FUNCTION price(n integer) RETURNS numeric LANGUAGE sql AS 'SELECT n * 1.19';
CREATE PROCEDURE clean() LANGUAGE plpgsql AS 'BEGIN DELETE FROM item; END';
CREATE AGGREGATE total (integer) (SFUNC = int4pl, STYPE = integer);
CREATE TABLE item (id integer, price numeric DEFAULT price(1));
