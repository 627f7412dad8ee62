-- deed:upgrade
-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE measurement_2025 ADD CONSTRAINT measurement_2025_city_id_is_not_null CHECK (city_id IS NOT NULL) NOT VALID;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE measurement_2025 ADD CONSTRAINT measurement_city_id_check CHECK (city_id > 0) NOT VALID;

-- ATTACH alone would read the table while nobody can use it; with this valid it need not. Fails where it has rows outside of these bounds: move them away before. From here on it takes no further ones.
ALTER TABLE measurement_2025
    ADD CONSTRAINT measurement_2025_bound CHECK ((logdate IS NOT NULL) AND (logdate >= '2025-01-01'::date) AND (logdate < '2026-01-01'::date)) NOT VALID;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE measurement_2025
    ADD CONSTRAINT measurement_city_id_fkey FOREIGN KEY (city_id) REFERENCES city (id) NOT VALID;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block queries of the other partitions, but cannot run in a transaction.
ALTER TABLE measurement DETACH PARTITION measurement_2024 CONCURRENTLY;

-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY measurement_2025_pkey ON measurement_2025 (logdate, city_id);

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY measurement_2025_city_id_idx ON measurement_2025 (city_id);

-- deed:upgrade
-- Reads the table while others read and write; fails where a row has NULL.
ALTER TABLE measurement_2025 VALIDATE CONSTRAINT measurement_2025_city_id_is_not_null;

-- Reads the table while others read and write.
ALTER TABLE measurement_2025 VALIDATE CONSTRAINT measurement_city_id_check;
ALTER TABLE measurement_2025 VALIDATE CONSTRAINT measurement_2025_bound;
ALTER TABLE measurement_2025 VALIDATE CONSTRAINT measurement_city_id_fkey;

-- deed:upgrade
-- DETACH CONCURRENTLY has left the bound as a check.
ALTER TABLE measurement_2024 DROP CONSTRAINT IF EXISTS measurement_2024_logdate_check;

ALTER TABLE measurement_2025 ALTER COLUMN city_id SET NOT NULL;
ALTER TABLE measurement_2025 DROP CONSTRAINT measurement_2025_city_id_is_not_null;
ALTER TABLE measurement_2025 ADD CONSTRAINT measurement_2025_pkey PRIMARY KEY USING INDEX measurement_2025_pkey;
ALTER TABLE measurement ATTACH PARTITION measurement_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE measurement_2025 DROP CONSTRAINT measurement_2025_bound;
