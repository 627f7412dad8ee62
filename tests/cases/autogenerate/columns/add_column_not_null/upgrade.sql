-- deed:upgrade
-- Fails where the table has rows: give a DEFAULT, or add the column without NOT NULL, fill it, then SET NOT NULL.
ALTER TABLE "user" ADD COLUMN age integer NOT NULL;
