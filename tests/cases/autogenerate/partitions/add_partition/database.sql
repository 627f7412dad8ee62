CREATE TABLE measurement (id bigint NOT NULL, logdate date NOT NULL, PRIMARY KEY (logdate, id)) PARTITION BY RANGE (logdate);
CREATE INDEX ON measurement (id);
CREATE TABLE measurement_2025 PARTITION OF measurement FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
