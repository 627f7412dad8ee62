-- add review status and owner team
--
-- Revision ID: 8f57ec76fc8a
-- Revises: bac355a350fc
-- Create Date: 2026-10-12 11:09:27+00:00

-- deed:upgrade
ALTER TABLE datasets ADD COLUMN owner_team text NOT NULL DEFAULT 'unknown'::text;

-- deed:upgrade autocommit
-- Committed by itself: a new value cannot be used in the transaction that adds it.
ALTER TYPE dataset_status ADD VALUE 'review' AFTER 'draft';

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY datasets_status_idx ON datasets (status) WHERE (status <> 'retired'::dataset_status);

-- deed:downgrade autocommit
DROP INDEX CONCURRENTLY datasets_status_idx;

-- deed:downgrade
-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'review': change those rows before.
ALTER TYPE dataset_status RENAME TO dataset_status_replaced;
CREATE TYPE dataset_status AS ENUM ('draft', 'published', 'retired');
ALTER TABLE datasets
    ALTER COLUMN status DROP DEFAULT,
    ALTER COLUMN status TYPE dataset_status USING status::text::dataset_status,
    ALTER COLUMN status SET DEFAULT 'draft'::dataset_status;
DROP TYPE dataset_status_replaced;

-- Deletes the values of the column.
ALTER TABLE datasets DROP COLUMN owner_team;
