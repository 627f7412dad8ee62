-- deed:downgrade
-- Deletes the values of the column.
-- Drops with it: task_title_check, task_title.
ALTER TABLE task DROP COLUMN title;
