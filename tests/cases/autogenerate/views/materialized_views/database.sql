CREATE TABLE item (id integer, n integer);
CREATE MATERIALIZED VIEW kept AS SELECT id FROM item;
CREATE INDEX kept_id ON kept (id);
CREATE MATERIALIZED VIEW changed AS SELECT id FROM item;
CREATE INDEX changed_id ON changed (id);
COMMENT ON MATERIALIZED VIEW changed IS 'it changes';
COMMENT ON INDEX changed_id IS 'by id';
