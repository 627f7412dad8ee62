-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE audit.entry;

DROP SCHEMA audit;
