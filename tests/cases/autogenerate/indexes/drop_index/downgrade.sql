-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY user_email ON "user" (email) WHERE (email <> ''::text);
