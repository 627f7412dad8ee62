-- deed:upgrade
ALTER TABLE m ADD COLUMN fresh uuid;

-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE m ADD CONSTRAINT m_note_is_not_null CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE m_1 ADD CONSTRAINT m_1_fresh_is_not_null CHECK (fresh IS NOT NULL) NOT VALID;

DROP VIEW values_of_1;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE m ALTER COLUMN value TYPE bigint;

ALTER TABLE m ALTER COLUMN value SET DEFAULT 2;
ALTER TABLE m_1 ALTER COLUMN value SET DEFAULT 7;
ALTER TABLE m_2_x ALTER COLUMN value SET DEFAULT 9;

CREATE VIEW values_of_1 AS
 SELECT m_1.value
   FROM m_1;

-- Deletes the values of the column.
-- Drops with it: m_1_gone_idx.
ALTER TABLE m DROP COLUMN gone;

ALTER TABLE m DROP COLUMN twice;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE m ADD COLUMN twice integer GENERATED ALWAYS AS (kind * 3) STORED;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY m_1_fresh_idx ON m_1 (fresh);

-- deed:upgrade
-- Reads the table while others read and write; fails where a row has NULL.
ALTER TABLE m VALIDATE CONSTRAINT m_note_is_not_null;
ALTER TABLE m_1 VALIDATE CONSTRAINT m_1_fresh_is_not_null;

-- deed:upgrade
ALTER TABLE m ALTER COLUMN note SET NOT NULL;
ALTER TABLE m DROP CONSTRAINT m_note_is_not_null;
ALTER TABLE m_1 ALTER COLUMN fresh SET NOT NULL;
ALTER TABLE m_1 DROP CONSTRAINT m_1_fresh_is_not_null;
