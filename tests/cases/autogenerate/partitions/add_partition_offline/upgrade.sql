-- deed:upgrade
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
CREATE TABLE measurement_2026 PARTITION OF measurement
    FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
