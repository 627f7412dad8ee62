-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE day ALTER COLUMN mood TYPE text;

ALTER TABLE day ALTER COLUMN mood SET DEFAULT 'ok'::text;
DROP TYPE mood;
