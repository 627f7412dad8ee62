CREATE TABLE city (id integer PRIMARY KEY);
CREATE TABLE m (id integer NOT NULL, city_id integer, day date NOT NULL, CONSTRAINT positive CHECK (id > 0), CONSTRAINT to_city FOREIGN KEY (city_id) REFERENCES city (id), CONSTRAINT one UNIQUE (day)) PARTITION BY RANGE (day);
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX m_city ON m (city_id);
CREATE INDEX m_day ON m (day);
CREATE INDEX own ON m_1 (id);
