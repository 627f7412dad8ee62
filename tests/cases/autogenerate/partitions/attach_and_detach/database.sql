CREATE TABLE city (id integer PRIMARY KEY);
CREATE TABLE measurement (city_id integer NOT NULL REFERENCES city (id), logdate date NOT NULL, PRIMARY KEY (logdate, city_id), CHECK (city_id > 0)) PARTITION BY RANGE (logdate);
CREATE INDEX ON measurement (city_id);
CREATE TABLE measurement_2024 PARTITION OF measurement FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE measurement_2025 (logdate date NOT NULL, city_id integer);
