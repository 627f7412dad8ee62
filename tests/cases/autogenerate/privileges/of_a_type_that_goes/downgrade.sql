-- deed:downgrade
CREATE TYPE mood AS ENUM ('sad', 'happy');

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE note ALTER COLUMN mood TYPE mood USING mood::mood;

GRANT USAGE ON TYPE mood TO pg_monitor;
