-- index usage by day
--
-- Revision ID: ea8246c5bb04
-- Revises: 62dbc62356e6
-- Create Date: 2026-11-10 13:01:56+00:00

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY dataset_usage_day_idx ON dataset_usage (day);

-- deed:downgrade autocommit
DROP INDEX CONCURRENTLY dataset_usage_day_idx;
