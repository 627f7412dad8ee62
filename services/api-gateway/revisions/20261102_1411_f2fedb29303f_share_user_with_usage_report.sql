-- share user with usage-report
--
-- Revision ID: f2fedb29303f
-- Revises: c68cf692dd7e
-- Create Date: 2026-11-02 14:11:05+00:00

-- deed:upgrade
-- deed:share public."user" with usage-report: reference

-- deed:downgrade
