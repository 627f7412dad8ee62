-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE "user" ADD COLUMN email_key text GENERATED ALWAYS AS (lower(email)) STORED;
