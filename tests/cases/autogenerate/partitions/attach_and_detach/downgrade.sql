-- deed:downgrade
-- ATTACH alone would read the table while nobody can use it; with this valid it need not. Fails where it has rows outside of these bounds: move them away before. From here on it takes no further ones.
ALTER TABLE measurement_2024
    ADD CONSTRAINT measurement_2024_bound CHECK ((logdate IS NOT NULL) AND (logdate >= '2024-01-01'::date) AND (logdate < '2025-01-01'::date)) NOT VALID;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block queries of the other partitions, but cannot run in a transaction.
ALTER TABLE measurement DETACH PARTITION measurement_2025 CONCURRENTLY;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE measurement_2024 VALIDATE CONSTRAINT measurement_2024_bound;

-- deed:downgrade
-- DETACH CONCURRENTLY has left the bound as a check.
ALTER TABLE measurement_2025 DROP CONSTRAINT IF EXISTS measurement_2025_logdate_check;

ALTER TABLE measurement_2025 DROP CONSTRAINT measurement_city_id_fkey;
ALTER TABLE measurement_2025 DROP CONSTRAINT measurement_2025_pkey;
ALTER TABLE measurement_2025 DROP CONSTRAINT measurement_city_id_check;
ALTER TABLE measurement_2025 ALTER COLUMN city_id DROP NOT NULL;
ALTER TABLE measurement ATTACH PARTITION measurement_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE measurement_2024 DROP CONSTRAINT measurement_2024_bound;

-- deed:downgrade autocommit
DROP INDEX CONCURRENTLY measurement_2025_city_id_idx;
