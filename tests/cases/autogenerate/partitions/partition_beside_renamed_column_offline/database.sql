CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, PRIMARY KEY (id, at), UNIQUE (at)) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE INDEX events_at_idx ON events (at);
-- Renamed long ago.
CREATE TABLE visits (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE INDEX visits_day_idx ON visits (at);
ALTER TABLE visits RENAME at TO day;
ALTER INDEX visits_1_at_idx RENAME TO visits_1_day_idx;
INSERT INTO events VALUES (1, '2026-01-05');
INSERT INTO visits VALUES (1, '2026-01-05');
