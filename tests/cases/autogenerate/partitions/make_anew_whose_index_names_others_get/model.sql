CREATE TABLE visit (id bigint, day integer) PARTITION BY LIST (day);
CREATE TABLE visit_0 PARTITION OF visit DEFAULT;
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9);
CREATE INDEX of_whole ON visit_1 (id);
CREATE INDEX of_lost ON visit_1 (day);
ALTER TABLE visit_1 ADD CONSTRAINT key_of_lost UNIQUE (id);
