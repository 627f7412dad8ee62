-- deed:upgrade
-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE measurement_2026 (
    id bigint NOT NULL,
    logdate date NOT NULL
);

ALTER TABLE measurement ATTACH PARTITION measurement_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
