-- deed:downgrade
-- Deletes the values of the column.
-- Drops with it: user_team_id_fkey.
ALTER TABLE "user" DROP COLUMN team_id;
