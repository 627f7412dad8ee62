-- name the owner teams
--
-- Revision ID: d41f6a0c7b92
-- Revises: 7e54f7bd0bde
-- Create Date: 2026-11-16 10:05:44+00:00

-- Written by hand: data in batches, a transaction each, until no row is left. A kill simply goes on from there.
-- deed:upgrade repeat pause=20ms
UPDATE datasets SET owner_team = split_part(name, '-', 1)
 WHERE id IN (SELECT id FROM datasets WHERE owner_team = 'unknown' AND name LIKE '%-%' ORDER BY id LIMIT 1000);

-- deed:downgrade
-- The names stay; nothing else knows of them.
