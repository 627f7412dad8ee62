-- deed:downgrade
ALTER TABLE events RENAME COLUMN day TO at;
ALTER TABLE events RENAME CONSTRAINT events_day_key TO events_at_key;
ALTER INDEX events_day_idx RENAME TO events_at_idx;
ALTER TABLE events_1 RENAME CONSTRAINT events_1_day_key TO events_1_at_key;
ALTER INDEX events_1_day_idx RENAME TO events_1_at_idx;

-- Deletes the table with its rows.
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
DROP TABLE events_2;

-- Deletes the table with its rows.
DROP TABLE visits_2_a;

-- Deletes the table with its rows.
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
DROP TABLE visits_2;
