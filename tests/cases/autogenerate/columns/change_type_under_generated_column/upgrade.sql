-- deed:upgrade
-- Drops with it: line_total.
ALTER TABLE line DROP COLUMN total;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE line
    ALTER COLUMN price TYPE bigint,
    ADD COLUMN total bigint GENERATED ALWAYS AS (amount * price) STORED;

COMMENT ON COLUMN line.total IS 'what it costs';

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY line_total ON line (total);
