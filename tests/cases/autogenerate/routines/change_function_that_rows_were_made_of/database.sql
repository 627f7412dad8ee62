CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + n';
CREATE FUNCTION other(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE item (
  id integer,
  twice integer GENERATED ALWAYS AS (doubled(id)) STORED,
  CONSTRAINT item_doubled CHECK (doubled(id) > 0)
);
CREATE INDEX item_doubled_idx ON item (doubled(id));
CREATE TABLE part (id integer, n integer) PARTITION BY RANGE (doubled(id));
