CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE TABLE item (
  id integer,
  n integer DEFAULT doubled(4),
  twice bigint GENERATED ALWAYS AS (doubled(id)) STORED,
  CONSTRAINT item_doubled CHECK (doubled(id) > 0)
);
CREATE INDEX item_doubled_idx ON item (doubled(id));
CREATE VIEW shown AS SELECT doubled(id) FROM item;
COMMENT ON VIEW shown IS 'what is shown';
CREATE POLICY large ON item USING (doubled(id) > 5);
