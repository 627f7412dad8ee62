-- deed:upgrade
ALTER TABLE m DROP CONSTRAINT to_city;
ALTER TABLE m DROP CONSTRAINT positive;
ALTER INDEX m_1_city_id_idx RENAME TO m_1_city_id_idx_replaced;
ALTER INDEX own RENAME TO own_replaced;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE m ADD CONSTRAINT positive CHECK (id > 1) NOT VALID;
ALTER TABLE m_1 ADD CONSTRAINT to_city FOREIGN KEY (city_id) REFERENCES city (id) ON DELETE CASCADE NOT VALID;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY m_1_day_id_key ON m_1 (day, id);

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY m_1_city_id_idx ON m_1 (city_id DESC);
CREATE INDEX CONCURRENTLY own ON m_1 (id DESC);

DROP INDEX CONCURRENTLY own_replaced;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE m VALIDATE CONSTRAINT positive;
ALTER TABLE m_1 VALIDATE CONSTRAINT to_city;

-- deed:upgrade
ALTER TABLE m DROP CONSTRAINT one;
DROP INDEX m_day;
ALTER INDEX m_city RENAME TO m_city_replaced;

-- Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.
CREATE INDEX m_city ON m (city_id DESC);

DROP INDEX m_city_replaced;
ALTER TABLE m_1 ADD CONSTRAINT m_1_day_id_key UNIQUE USING INDEX m_1_day_id_key;

-- Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.
ALTER TABLE m ADD CONSTRAINT one UNIQUE (day, id);
ALTER TABLE m ADD CONSTRAINT to_city FOREIGN KEY (city_id) REFERENCES city (id) ON DELETE CASCADE;
