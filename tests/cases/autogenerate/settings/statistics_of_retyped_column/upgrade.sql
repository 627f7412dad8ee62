-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE item ALTER COLUMN id TYPE bigint;

ALTER STATISTICS item_kind SET STATISTICS 100;
