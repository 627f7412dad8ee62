CREATE TABLE item (id integer PRIMARY KEY, name text);
CREATE FUNCTION title(i item, more item[]) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT i.name';
COMMENT ON FUNCTION title(item, item[]) IS 'of an item';
REVOKE EXECUTE ON FUNCTION title(item, item[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION title(item, item[]) TO pg_monitor;
