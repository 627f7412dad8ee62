-- deed:downgrade
DROP INDEX task_open;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE task ALTER COLUMN state TYPE text;

ALTER TABLE task ALTER COLUMN state SET DEFAULT 'open'::text;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE task ADD CONSTRAINT task_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text])) NOT VALID;

DROP TYPE state;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY task_open ON task (state) WHERE (state = 'open'::text);

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE task VALIDATE CONSTRAINT task_state_check;
