-- deed:downgrade
ALTER TABLE m ADD COLUMN gone text;
ALTER TABLE m ALTER COLUMN note DROP NOT NULL;

-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE m_2_x ADD CONSTRAINT m_2_x_note_is_not_null CHECK (note IS NOT NULL) NOT VALID;

DROP VIEW values_of_1;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE m ALTER COLUMN value TYPE integer;

ALTER TABLE m ALTER COLUMN value SET DEFAULT 1;
ALTER TABLE m_1 ALTER COLUMN value SET DEFAULT 7;

CREATE VIEW values_of_1 AS
 SELECT m_1.value
   FROM m_1;

-- Deletes the values of the column.
-- Drops with it: m_1_fresh_idx.
ALTER TABLE m DROP COLUMN fresh;

ALTER TABLE m DROP COLUMN twice;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE m ADD COLUMN twice integer GENERATED ALWAYS AS (kind * 2) STORED;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY m_1_gone_idx ON m_1 (gone);

-- deed:downgrade
-- Reads the table while others read and write; fails where a row has NULL.
ALTER TABLE m_2_x VALIDATE CONSTRAINT m_2_x_note_is_not_null;

-- deed:downgrade
ALTER TABLE m_2_x ALTER COLUMN note SET NOT NULL;
ALTER TABLE m_2_x DROP CONSTRAINT m_2_x_note_is_not_null;
