-- deed:upgrade
ALTER TABLE task DROP CONSTRAINT task_state_check;
DROP INDEX task_open;
CREATE TYPE state AS ENUM ('open', 'done');
ALTER TABLE task ALTER COLUMN state DROP DEFAULT;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE task ALTER COLUMN state TYPE state USING state::state;

ALTER TABLE task ALTER COLUMN state SET DEFAULT 'open'::state;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY task_open ON task (state) WHERE (state = 'open'::state);
