CREATE TABLE item (id integer, n integer);
CREATE MATERIALIZED VIEW kept AS SELECT id FROM item;
CREATE UNIQUE INDEX kept_unique ON kept (id);
CREATE MATERIALIZED VIEW changed AS SELECT id, n FROM item;
CREATE INDEX changed_id ON changed (id);
COMMENT ON MATERIALIZED VIEW changed IS 'it changes';
COMMENT ON INDEX changed_id IS 'by id';
CREATE MATERIALIZED VIEW empty WITH (fillfactor = 70) AS SELECT n FROM changed WITH NO DATA;
COMMENT ON COLUMN empty.n IS 'a number';
