-- deed:downgrade
ALTER TABLE line DROP COLUMN total;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE line ADD COLUMN total integer GENERATED ALWAYS AS (amount * price) STORED;
