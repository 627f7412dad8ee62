-- deed:downgrade
-- Drops with it: line_total.
ALTER TABLE line DROP COLUMN total;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE line
    ALTER COLUMN price TYPE integer,
    ADD COLUMN total integer GENERATED ALWAYS AS (amount * price) STORED;

COMMENT ON COLUMN line.total IS 'what it costs';

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY line_total ON line (total);
