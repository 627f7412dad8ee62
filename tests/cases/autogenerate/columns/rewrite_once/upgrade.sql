-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE item
    ADD COLUMN code uuid DEFAULT gen_random_uuid(),
    ADD COLUMN length integer GENERATED ALWAYS AS (length(name)) STORED,
    ALTER COLUMN at TYPE timestamp with time zone,
    ALTER COLUMN id TYPE bigint;
