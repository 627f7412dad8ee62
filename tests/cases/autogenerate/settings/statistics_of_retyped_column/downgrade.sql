-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item ALTER COLUMN id TYPE integer;

ALTER STATISTICS item_kind SET STATISTICS 100;
