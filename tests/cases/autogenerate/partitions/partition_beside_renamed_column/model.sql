CREATE TABLE events (
    id bigint NOT NULL,
    -- deed:renamed-from at
    day date NOT NULL,
    PRIMARY KEY (id, day),
    UNIQUE (day)
) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE INDEX events_day_idx ON events (day);
CREATE TABLE visits (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY LIST (id);
CREATE TABLE visits_2_a PARTITION OF visits_2 FOR VALUES IN (1);
CREATE INDEX visits_day_idx ON visits (day);
