-- deed:downgrade
DROP INDEX kept_unique;

-- Nobody can refresh the materialized view while the index is built.
CREATE INDEX kept_id ON kept USING btree (id);

DROP MATERIALIZED VIEW empty;
DROP MATERIALIZED VIEW changed;

-- Runs its query now.
CREATE MATERIALIZED VIEW changed AS
 SELECT item.id
   FROM item;

COMMENT ON MATERIALIZED VIEW changed IS 'it changes';
CREATE INDEX changed_id ON changed USING btree (id);
COMMENT ON INDEX changed_id IS 'by id';
