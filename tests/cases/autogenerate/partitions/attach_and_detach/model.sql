CREATE TABLE city (id integer PRIMARY KEY);
CREATE TABLE measurement (city_id integer NOT NULL REFERENCES city (id), logdate date NOT NULL, PRIMARY KEY (logdate, city_id), CHECK (city_id > 0)) PARTITION BY RANGE (logdate);
CREATE INDEX ON measurement (city_id);
CREATE TABLE measurement_2024 (city_id integer NOT NULL REFERENCES city (id), logdate date NOT NULL, PRIMARY KEY (logdate, city_id), CONSTRAINT measurement_city_id_check CHECK (city_id > 0));
ALTER TABLE measurement_2024 RENAME CONSTRAINT measurement_2024_city_id_fkey TO measurement_city_id_fkey;
CREATE INDEX ON measurement_2024 (city_id);
CREATE TABLE measurement_2025 PARTITION OF measurement FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
