-- deed:downgrade
ALTER INDEX item_n RENAME TO item_n_replaced;
ALTER TABLE item ALTER COLUMN n RESET (n_distinct);
ALTER TABLE item ALTER COLUMN name SET STATISTICS -1;
ALTER TABLE item ALTER COLUMN name SET STORAGE EXTENDED;
ALTER TABLE item RESET (toast.autovacuum_enabled);
ALTER TABLE item ALTER COLUMN name SET COMPRESSION pglz;
ALTER TABLE item REPLICA IDENTITY FULL;
ALTER TABLE item ALTER COLUMN n SET STATISTICS 100;
ALTER TABLE item SET (fillfactor='70');

-- Rewrites the table under an ACCESS EXCLUSIVE lock; from then on a crash empties it.
ALTER TABLE kept SET UNLOGGED;

-- Deletes the table with its rows.
DROP TABLE fresh;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY item_n ON item (n);

DROP INDEX CONCURRENTLY item_n_replaced;

-- deed:downgrade
DROP STATISTICS item_stats;
ALTER TABLE item CLUSTER ON item_n;
