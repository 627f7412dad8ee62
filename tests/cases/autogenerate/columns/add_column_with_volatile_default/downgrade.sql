-- deed:downgrade
-- Deletes the values of the column.
ALTER TABLE "user" DROP COLUMN token;
