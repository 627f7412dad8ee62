CREATE TABLE city (id integer PRIMARY KEY);
CREATE TABLE measurement (
    id bigint GENERATED ALWAYS AS IDENTITY,
    city_id integer NOT NULL REFERENCES city (id),
    logdate date NOT NULL,
    peak integer DEFAULT 0,
    note text,
    PRIMARY KEY (logdate, city_id, id),
    CHECK (peak < 100)
) PARTITION BY RANGE (logdate);
CREATE INDEX ON measurement (city_id);
CREATE INDEX measurement_note_idx ON measurement (lower(note));
CREATE TABLE measurement_2025 PARTITION OF measurement FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE measurement_2026 PARTITION OF measurement (
    peak DEFAULT 7,
    note NOT NULL,
    CONSTRAINT short CHECK (length(note) < 10)
) FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (city_id);
CREATE TABLE measurement_2026_1 PARTITION OF measurement_2026 FOR VALUES IN (1, 2);
CREATE TABLE measurement_2026_rest PARTITION OF measurement_2026 DEFAULT;
CREATE INDEX ON measurement_2026_1 (peak);
CREATE TABLE by_hash (a integer, b text) PARTITION BY HASH (a, lower(b));
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE ranges (a integer, b text) PARTITION BY RANGE (a, b COLLATE "C");
CREATE TABLE ranges_low PARTITION OF ranges FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, 'm');
