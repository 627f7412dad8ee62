-- deed:renamed-from item
CREATE TABLE product (id integer PRIMARY KEY, name text);
CREATE FUNCTION title(i product, more product[]) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT i.name';
COMMENT ON FUNCTION title(product, product[]) IS 'of an item';
REVOKE EXECUTE ON FUNCTION title(product, product[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION title(product, product[]) TO pg_monitor;
