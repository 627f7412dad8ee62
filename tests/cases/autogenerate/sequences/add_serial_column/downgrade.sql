-- deed:downgrade
-- Deletes the values of the column.
-- Drops with it: user_number_seq.
ALTER TABLE "user" DROP COLUMN number;
