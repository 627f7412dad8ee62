-- deed:downgrade
-- Deletes the values of the column.
ALTER TABLE ONLY base DROP COLUMN note;
ALTER TABLE ONLY base DROP COLUMN day;
ALTER TABLE b DROP COLUMN day;
ALTER TABLE c DROP COLUMN day;
