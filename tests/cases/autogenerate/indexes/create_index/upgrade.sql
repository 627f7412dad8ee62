-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY user_email ON "user" (email);

-- CONCURRENTLY does not block writes, but cannot run in a transaction. Fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY user_email_once ON "user" (lower(email));
