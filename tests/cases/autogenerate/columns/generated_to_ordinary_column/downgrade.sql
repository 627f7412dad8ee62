-- deed:downgrade
-- Deletes the values of the column.
-- Drops with it: line_total.
ALTER TABLE line DROP COLUMN total;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE line ADD COLUMN total integer GENERATED ALWAYS AS (amount * price) STORED;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY line_total ON line (total);
