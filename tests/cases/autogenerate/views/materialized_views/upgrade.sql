-- deed:upgrade
DROP INDEX kept_id;

-- Nobody can refresh the materialized view while the index is built.
CREATE UNIQUE INDEX kept_unique ON kept USING btree (id);

DROP MATERIALIZED VIEW changed;

-- Runs its query now.
CREATE MATERIALIZED VIEW changed AS
 SELECT item.id,
    item.n
   FROM item;

CREATE MATERIALIZED VIEW empty WITH (fillfactor='70') AS
 SELECT changed.n
   FROM changed
WITH NO DATA;

COMMENT ON MATERIALIZED VIEW changed IS 'it changes';
CREATE INDEX changed_id ON changed USING btree (id);
COMMENT ON INDEX changed_id IS 'by id';
COMMENT ON COLUMN empty.n IS 'a number';
