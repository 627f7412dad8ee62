-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE account;
