-- deed:upgrade
ALTER TABLE task ALTER COLUMN title DROP NOT NULL;
