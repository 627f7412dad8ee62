-- deed:upgrade
-- A column is its parents' alone only where they gave it: this one makes way, and its values go into theirs.
ALTER TABLE a RENAME COLUMN day TO day_own;

ALTER TABLE base ADD COLUMN day date NOT NULL DEFAULT now();

-- Writes every row of the table.
UPDATE a SET day = day_own;
ALTER TABLE a DROP COLUMN day_own;

DROP VIEW notes;

-- A column is its parents' alone only where they gave it: this one makes way, and its values go into theirs.
ALTER TABLE a RENAME COLUMN note TO note_own;

ALTER TABLE base ADD COLUMN note text;

-- Writes every row of the table.
UPDATE a SET note = note_own;
ALTER TABLE a DROP COLUMN note_own;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE a ADD CONSTRAINT noted CHECK (note <> ''::text) NOT VALID;

CREATE VIEW notes AS
 SELECT a.id,
    a.note
   FROM a;

COMMENT ON COLUMN a.note IS 'what it says';

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY a_note ON a (note);

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE a VALIDATE CONSTRAINT noted;
