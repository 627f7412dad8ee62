-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN at TYPE date,
    ALTER COLUMN id TYPE integer;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN code;

ALTER TABLE item DROP COLUMN length;
