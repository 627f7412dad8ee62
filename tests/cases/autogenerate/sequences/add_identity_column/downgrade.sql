-- deed:downgrade
-- Deletes the values of the column.
ALTER TABLE event DROP COLUMN id;
