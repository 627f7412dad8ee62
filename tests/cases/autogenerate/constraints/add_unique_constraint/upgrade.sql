-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY user_email_key ON "user" (email);

-- deed:upgrade
ALTER TABLE "user" ADD CONSTRAINT user_email_key UNIQUE USING INDEX user_email_key;
