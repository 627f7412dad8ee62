-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY m_1_day_id_city_id_key ON m_1 (day, id, city_id);

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY m_1_abs_idx ON m_1 (abs(id));
CREATE INDEX CONCURRENTLY m_1_city_id_idx ON m_1 (city_id) WHERE (city_id > 7);

-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY m_2_1_day_id_city_id_key ON m_2_1 (day, id, city_id);

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY m_2_1_abs_idx ON m_2_1 (abs(id));
CREATE INDEX CONCURRENTLY m_2_1_city_id_idx ON m_2_1 (city_id) WHERE (city_id > 7);

-- deed:upgrade
ALTER TABLE use_of_m ADD COLUMN city integer;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE m ADD CONSTRAINT m_id_check CHECK (id > 0) NOT VALID;

-- Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.
CREATE INDEX m_city_id_idx ON m (city_id) WHERE (city_id > 7);

ALTER TABLE m_1 ADD CONSTRAINT m_1_day_id_city_id_key UNIQUE USING INDEX m_1_day_id_city_id_key;

-- Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.
CREATE INDEX m_2_abs_idx ON m_2 (abs(id));
CREATE INDEX m_expression ON m (abs(id));

ALTER TABLE m_2_1 ADD CONSTRAINT m_2_1_day_id_city_id_key UNIQUE USING INDEX m_2_1_day_id_city_id_key;

-- Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.
ALTER TABLE m ADD CONSTRAINT m_day_id_city_id_key UNIQUE (day, id, city_id);

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE m_1 ADD CONSTRAINT m_city_id_fkey FOREIGN KEY (city_id) REFERENCES city (id) NOT VALID;
ALTER TABLE m_2_1 ADD CONSTRAINT m_city_id_fkey FOREIGN KEY (city_id) REFERENCES city (id) NOT VALID;

ALTER TABLE use_of_m
    ADD CONSTRAINT use_of_m_day_id_city_fkey FOREIGN KEY (day, id, city) REFERENCES m (day, id, city_id) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE m VALIDATE CONSTRAINT m_id_check;
ALTER TABLE m_1 VALIDATE CONSTRAINT m_city_id_fkey;
ALTER TABLE m_2_1 VALIDATE CONSTRAINT m_city_id_fkey;
ALTER TABLE use_of_m VALIDATE CONSTRAINT use_of_m_day_id_city_fkey;

-- deed:upgrade
-- Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.
ALTER TABLE m ADD CONSTRAINT m_city_id_fkey FOREIGN KEY (city_id) REFERENCES city (id);
