-- deed:upgrade
-- Builds the indexes of the column anew under an ACCESS EXCLUSIVE lock.
ALTER TABLE word ALTER COLUMN word TYPE text COLLATE "C";
