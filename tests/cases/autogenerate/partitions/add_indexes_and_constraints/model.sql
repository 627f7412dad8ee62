CREATE TABLE city (id integer PRIMARY KEY);
CREATE TABLE m (id integer NOT NULL, city_id integer, day date NOT NULL, CHECK (id > 0), FOREIGN KEY (city_id) REFERENCES city (id)) PARTITION BY RANGE (day);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE m_2 PARTITION OF m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (city_id);
CREATE TABLE m_2_1 PARTITION OF m_2 FOR VALUES IN (1);
CREATE INDEX ON m (city_id) WHERE city_id > 7;
CREATE INDEX m_expression ON m (abs(id));
ALTER TABLE m ADD UNIQUE (day, id, city_id);
CREATE TABLE use_of_m (id integer, day date, city integer, FOREIGN KEY (day, id, city) REFERENCES m (day, id, city_id));
