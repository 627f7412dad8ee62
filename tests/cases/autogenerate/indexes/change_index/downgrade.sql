-- deed:downgrade
ALTER INDEX user_email RENAME TO user_email_replaced;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY user_email ON "user" (email);

DROP INDEX CONCURRENTLY user_email_replaced;

-- deed:downgrade
COMMENT ON INDEX user_email IS 'to look up';
