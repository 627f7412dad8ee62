-- deed:downgrade
ALTER TABLE base DROP CONSTRAINT positive;
ALTER TABLE base ADD COLUMN gone text;
DROP VIEW of_a;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE base ALTER COLUMN value TYPE integer;

ALTER TABLE base ALTER COLUMN value SET DEFAULT 1;

CREATE VIEW of_a AS
 SELECT a.value
   FROM a;

-- Deletes the values of the column.
ALTER TABLE base DROP COLUMN fresh;
