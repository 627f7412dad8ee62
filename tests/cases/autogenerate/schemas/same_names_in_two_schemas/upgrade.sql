-- deed:upgrade
ALTER TABLE task ADD COLUMN title text;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE task ADD CONSTRAINT task_title_check CHECK (title <> ''::text) NOT VALID;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY task_title ON task (title);

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE task VALIDATE CONSTRAINT task_title_check;
