-- deed:upgrade
-- Deletes the values of the column.
-- Drops with it: user_nickname_check, user_nickname_key, user_nickname.
ALTER TABLE "user" DROP COLUMN nickname;

-- Deletes the values of the column.
-- Drops with it: user_number_seq.
ALTER TABLE "user" DROP COLUMN number;
