-- deed:upgrade
ALTER TABLE use_of_m ADD COLUMN city integer;

-- Reads the whole table under an ACCESS EXCLUSIVE lock.
ALTER TABLE m ADD CONSTRAINT m_id_check CHECK (id > 0);

-- Builds an index under an ACCESS EXCLUSIVE lock; fails where values are not unique.
ALTER TABLE m ADD CONSTRAINT m_day_id_city_id_key UNIQUE (day, id, city_id);

-- Nobody can write into the table while the index is built.
CREATE INDEX m_city_id_idx ON m (city_id) WHERE (city_id > 7);
CREATE INDEX m_1_abs_idx ON m_1 (abs(id));
CREATE INDEX m_2_1_abs_idx ON m_2_1 (abs(id));
CREATE INDEX m_2_abs_idx ON m_2 (abs(id));
CREATE INDEX m_expression ON m (abs(id));

-- Reads the whole table; nobody can write into either table meanwhile.
ALTER TABLE m ADD CONSTRAINT m_city_id_fkey FOREIGN KEY (city_id) REFERENCES city (id);

ALTER TABLE use_of_m
    ADD CONSTRAINT use_of_m_day_id_city_fkey FOREIGN KEY (day, id, city) REFERENCES m (day, id, city_id);
