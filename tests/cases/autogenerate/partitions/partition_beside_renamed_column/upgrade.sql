-- deed:upgrade
ALTER TABLE events RENAME COLUMN at TO day;
ALTER TABLE events RENAME CONSTRAINT events_at_key TO events_day_key;
ALTER INDEX events_at_idx RENAME TO events_day_idx;
ALTER TABLE events_1 RENAME CONSTRAINT events_1_at_key TO events_1_day_key;
ALTER INDEX events_1_at_idx RENAME TO events_1_day_idx;

-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE events_2 (
    id bigint NOT NULL,
    day date NOT NULL,
    CONSTRAINT events_2_day_key UNIQUE (day)
);

CREATE INDEX events_2_day_idx ON events_2 (day);

-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE visits_2 (
    id bigint,
    day date NOT NULL
) PARTITION BY LIST (id);

CREATE TABLE visits_2_a PARTITION OF visits_2
    FOR VALUES IN ('1');

CREATE INDEX visits_2_day_idx ON visits_2 (day);
ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
ALTER TABLE visits ATTACH PARTITION visits_2 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
