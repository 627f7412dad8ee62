CREATE FUNCTION price(n integer, rate numeric DEFAULT 1.19) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT n * rate';
CREATE PROCEDURE clean() LANGUAGE plpgsql SET search_path = public AS 'BEGIN DELETE FROM item WHERE id > 0; END';
CREATE AGGREGATE total (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
CREATE TABLE item (id integer, price numeric DEFAULT price(1));
