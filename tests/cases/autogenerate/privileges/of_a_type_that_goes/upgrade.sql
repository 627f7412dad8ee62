-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE note ALTER COLUMN mood TYPE text;

DROP TYPE mood;
