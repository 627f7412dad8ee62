-- deed:upgrade
-- Deletes the values of the column.
ALTER TABLE "user" DROP COLUMN nickname;
