-- deed:upgrade
CREATE TABLE by_hash (
    a integer,
    b text
) PARTITION BY HASH (a, lower(b));

CREATE TABLE by_hash_0 PARTITION OF by_hash
    FOR VALUES WITH (modulus 2, remainder 0);

CREATE TABLE by_hash_1 PARTITION OF by_hash
    FOR VALUES WITH (modulus 2, remainder 1);

CREATE TABLE measurement (
    id bigint GENERATED ALWAYS AS IDENTITY,
    city_id integer,
    logdate date,
    peak integer DEFAULT 0,
    note text,
    CONSTRAINT measurement_pkey PRIMARY KEY (logdate, city_id, id),
    CONSTRAINT measurement_peak_check CHECK (peak < 100)
) PARTITION BY RANGE (logdate);

CREATE TABLE measurement_2025 PARTITION OF measurement
    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

CREATE INDEX measurement_2025_lower_idx ON measurement_2025 (lower(note));

CREATE TABLE measurement_2026 PARTITION OF measurement (
    peak DEFAULT 7,
    note NOT NULL,
    CONSTRAINT short CHECK (length(note) < 10)
) FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (city_id);

CREATE TABLE measurement_2026_1 PARTITION OF measurement_2026
    FOR VALUES IN (1, 2);

CREATE INDEX measurement_2026_1_lower_idx ON measurement_2026_1 (lower(note));
CREATE INDEX measurement_2026_1_peak_idx ON measurement_2026_1 (peak);

CREATE TABLE measurement_2026_rest PARTITION OF measurement_2026
    DEFAULT;

CREATE INDEX measurement_city_id_idx ON measurement (city_id);
CREATE INDEX measurement_2026_rest_lower_idx ON measurement_2026_rest (lower(note));
CREATE INDEX measurement_2026_lower_idx ON measurement_2026 (lower(note));
CREATE INDEX measurement_note_idx ON measurement (lower(note));

CREATE TABLE ranges (
    a integer,
    b text
) PARTITION BY RANGE (a, b COLLATE "C");

CREATE TABLE ranges_low PARTITION OF ranges
    FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, 'm');

ALTER TABLE measurement ADD CONSTRAINT measurement_city_id_fkey FOREIGN KEY (city_id) REFERENCES city (id);
