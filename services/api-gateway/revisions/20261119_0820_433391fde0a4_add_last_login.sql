-- add last login
--
-- Revision ID: 433391fde0a4
-- Revises: f2fedb29303f
-- Create Date: 2026-11-19 08:20:33+00:00

-- deed:upgrade
ALTER TABLE "user" ADD COLUMN last_login timestamp with time zone;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY user_last_login_idx ON "user" (last_login);

-- deed:downgrade
-- Deletes the values of the column.
-- Drops with it: user_last_login_idx.
ALTER TABLE "user" DROP COLUMN last_login;
