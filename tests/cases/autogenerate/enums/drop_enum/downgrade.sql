-- deed:downgrade
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE day ALTER COLUMN mood DROP DEFAULT;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE day ALTER COLUMN mood TYPE mood USING mood::mood;

ALTER TABLE day ALTER COLUMN mood SET DEFAULT 'ok'::mood;
