-- deed:upgrade
ALTER INDEX user_email RENAME TO user_email_replaced;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY user_email ON "user" (lower(email));

DROP INDEX CONCURRENTLY user_email_replaced;

-- deed:upgrade
COMMENT ON INDEX user_email IS 'to look up';
