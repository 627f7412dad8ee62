-- share datasets with usage-report
--
-- Revision ID: 7e54f7bd0bde
-- Revises: 8f57ec76fc8a
-- Create Date: 2026-10-30 16:32:48+00:00

-- deed:upgrade
-- deed:share public.datasets with usage-report: read, reference

-- deed:downgrade
