-- deed:upgrade
-- Builds an index under an ACCESS EXCLUSIVE lock; fails where values are not unique.
ALTER TABLE "user" ADD CONSTRAINT user_email_key UNIQUE (email);
