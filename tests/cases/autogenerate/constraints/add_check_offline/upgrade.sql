-- deed:upgrade
-- Reads the whole table under an ACCESS EXCLUSIVE lock.
ALTER TABLE item ADD CONSTRAINT not_free CHECK (price > 0);
