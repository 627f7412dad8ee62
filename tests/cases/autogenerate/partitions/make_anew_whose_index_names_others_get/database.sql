CREATE TABLE visit (id bigint, day integer) PARTITION BY RANGE (day);
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (0) TO (10);
CREATE TABLE visit_2 PARTITION OF visit FOR VALUES FROM (10) TO (20);
CREATE INDEX of_whole ON visit (day);
CREATE INDEX of_lost ON visit_2 (id);
ALTER TABLE visit_2 ADD CONSTRAINT key_of_lost UNIQUE (id);
INSERT INTO visit SELECT i, i FROM generate_series(1, 15) i;
