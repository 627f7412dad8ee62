-- deed:downgrade
ALTER TABLE "user" ADD COLUMN nickname text;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE "user" ADD COLUMN number serial;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE "user" ADD CONSTRAINT user_nickname_check CHECK (nickname <> ''::text) NOT VALID;

COMMENT ON COLUMN "user".nickname IS 'as on the door';

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY user_nickname_key ON "user" (nickname);

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY user_nickname ON "user" (lower(nickname), email);

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE "user" VALIDATE CONSTRAINT user_nickname_check;

-- deed:downgrade
ALTER TABLE "user" ADD CONSTRAINT user_nickname_key UNIQUE USING INDEX user_nickname_key;
