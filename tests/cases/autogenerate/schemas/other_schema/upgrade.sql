-- deed:upgrade
CREATE TYPE app.state AS ENUM ('open', 'done');

CREATE TABLE note (
    task integer
);

ALTER TABLE app.task ADD COLUMN state app.state NOT NULL DEFAULT 'open'::app.state;

-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE app.task ADD CONSTRAINT task_title_is_not_null CHECK (title IS NOT NULL) NOT VALID;

ALTER TABLE note ADD CONSTRAINT note_task_fkey FOREIGN KEY (task) REFERENCES app.task (id);

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY task_title ON app.task (title);

-- deed:upgrade
-- Reads the table while others read and write; fails where a row has NULL.
ALTER TABLE app.task VALIDATE CONSTRAINT task_title_is_not_null;

-- deed:upgrade
ALTER TABLE app.task ALTER COLUMN title SET NOT NULL;
ALTER TABLE app.task DROP CONSTRAINT task_title_is_not_null;
