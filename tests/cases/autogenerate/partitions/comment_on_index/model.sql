CREATE TABLE log (id bigint NOT NULL, day integer NOT NULL) PARTITION BY LIST (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1);
CREATE INDEX log_id ON log (id);
COMMENT ON INDEX log_id IS 'finds one';
