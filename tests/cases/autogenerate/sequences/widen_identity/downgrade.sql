-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE task ALTER COLUMN id TYPE integer;
