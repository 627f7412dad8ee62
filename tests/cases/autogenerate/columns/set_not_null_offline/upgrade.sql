-- deed:upgrade
-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row has none.
ALTER TABLE task ALTER COLUMN title SET NOT NULL;
