-- deed:downgrade
ALTER TABLE events RENAME COLUMN day TO at;
ALTER TABLE events RENAME CONSTRAINT events_day_key TO events_at_key;
ALTER INDEX events_day_idx RENAME TO events_at_idx;
ALTER TABLE events_1 RENAME CONSTRAINT events_1_day_key TO events_1_at_key;
ALTER INDEX events_1_day_idx RENAME TO events_1_at_idx;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block queries of the other partitions, but cannot run in a transaction.
ALTER TABLE events DETACH PARTITION events_2 CONCURRENTLY;
ALTER TABLE visits DETACH PARTITION visits_2 CONCURRENTLY;

-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE events_2;
DROP TABLE visits_2_a;
DROP TABLE visits_2;
