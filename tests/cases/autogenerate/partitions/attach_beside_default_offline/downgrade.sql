-- deed:downgrade
ALTER TABLE log DETACH PARTITION log_2;

-- Deletes the table with its rows.
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
DROP TABLE log_1;
