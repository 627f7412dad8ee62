-- deed:downgrade
-- Deletes the table with its rows.
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
DROP TABLE orders_eu;
