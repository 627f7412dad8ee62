-- deed:downgrade
ALTER TABLE task ALTER COLUMN id DROP IDENTITY;
