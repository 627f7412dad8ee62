-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE "user" ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
