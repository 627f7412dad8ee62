-- deed:upgrade
ALTER TABLE base ADD COLUMN fresh text NOT NULL DEFAULT ''::text;
DROP VIEW of_a;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE base ALTER COLUMN value TYPE bigint;

ALTER TABLE base ALTER COLUMN value SET DEFAULT 2;
ALTER TABLE b ALTER COLUMN value SET DEFAULT 5;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE base ADD CONSTRAINT positive CHECK (value > 0) NOT VALID;

CREATE VIEW of_a AS
 SELECT a.value
   FROM a;

-- Deletes the values of the column.
ALTER TABLE base DROP COLUMN gone;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE base VALIDATE CONSTRAINT positive;
