-- deed:downgrade
ALTER TABLE app.task ALTER COLUMN title DROP NOT NULL;

-- Deletes the values of the column.
ALTER TABLE app.task DROP COLUMN state;

-- Deletes the table with its rows.
DROP TABLE note;

DROP TYPE app.state;

-- deed:downgrade autocommit
DROP INDEX CONCURRENTLY app.task_title;
