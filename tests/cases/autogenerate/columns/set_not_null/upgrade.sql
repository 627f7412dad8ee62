-- deed:upgrade
-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE task ADD CONSTRAINT task_title_is_not_null CHECK (title IS NOT NULL) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write; fails where a row has NULL.
ALTER TABLE task VALIDATE CONSTRAINT task_title_is_not_null;

-- deed:upgrade
ALTER TABLE task ALTER COLUMN title SET NOT NULL;
ALTER TABLE task DROP CONSTRAINT task_title_is_not_null;
