-- deed:upgrade
ALTER TABLE day DROP CONSTRAINT not_sad;
DROP INDEX day_ok;
ALTER TABLE day ALTER COLUMN history DROP DEFAULT;
ALTER TABLE day ALTER COLUMN mood DROP DEFAULT;
ALTER TABLE day ALTER COLUMN note DROP DEFAULT;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'happy': change those rows before.
ALTER TYPE mood RENAME TO mood_replaced;

CREATE TYPE mood AS ENUM ('sad', 'ok');

ALTER TABLE day
    ALTER COLUMN history TYPE mood[] USING history::text[]::mood[],
    ALTER COLUMN history SET DEFAULT '{}'::mood[],
    ALTER COLUMN mood TYPE mood USING mood::text::mood,
    ALTER COLUMN mood SET DEFAULT 'ok'::mood,
    ALTER COLUMN note SET DEFAULT ('ok'::mood)::text;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE day ADD CONSTRAINT not_sad CHECK (mood <> 'sad'::mood) NOT VALID;

COMMENT ON TYPE mood IS 'how it was';
DROP TYPE mood_replaced;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY day_ok ON day (at) WHERE (mood = 'ok'::mood);

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE day VALIDATE CONSTRAINT not_sad;

-- deed:upgrade
COMMENT ON INDEX day_ok IS 'good days';
