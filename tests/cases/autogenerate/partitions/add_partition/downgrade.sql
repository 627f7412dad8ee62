-- deed:downgrade autocommit
-- CONCURRENTLY does not block queries of the other partitions, but cannot run in a transaction.
ALTER TABLE measurement DETACH PARTITION measurement_2026 CONCURRENTLY;

-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE measurement_2026;
