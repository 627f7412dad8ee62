-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE task ALTER COLUMN id TYPE bigint;
