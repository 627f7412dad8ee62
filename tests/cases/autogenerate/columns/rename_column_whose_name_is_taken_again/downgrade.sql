-- deed:downgrade
-- Deletes the values of the column.
-- Drops with it: person_name_key, person_name.
ALTER TABLE person DROP COLUMN name;

ALTER TABLE person RENAME COLUMN full_name TO name;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY person_name ON person (name);
