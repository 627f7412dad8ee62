-- deed:upgrade
ALTER INDEX item_n RENAME TO item_n_replaced;
ALTER TABLE item ALTER COLUMN name SET COMPRESSION default;
ALTER TABLE item ALTER COLUMN n SET STATISTICS -1;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE kept SET LOGGED;

CREATE UNLOGGED TABLE fresh (
    id serial,
    text text
);

ALTER TABLE fresh SET (fillfactor='50');
ALTER TABLE item ALTER COLUMN n SET (n_distinct='5');
ALTER TABLE item REPLICA IDENTITY USING INDEX item_id;
ALTER TABLE item ALTER COLUMN name SET STATISTICS 500;
ALTER TABLE item ALTER COLUMN name SET STORAGE EXTERNAL;
ALTER TABLE item SET (fillfactor='80');
ALTER TABLE item SET (toast.autovacuum_enabled='off');
CREATE STATISTICS item_stats (ndistinct, mcv) ON name, (n + 1) FROM item;
COMMENT ON STATISTICS item_stats IS 'they go together';

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY item_n ON item (n, id);

DROP INDEX CONCURRENTLY item_n_replaced;

-- deed:upgrade
ALTER TABLE item CLUSTER ON item_n;
