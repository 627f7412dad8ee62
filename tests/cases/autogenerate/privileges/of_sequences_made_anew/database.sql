CREATE TABLE counted (id serial PRIMARY KEY);
CREATE TABLE divided (id bigint GENERATED ALWAYS AS IDENTITY, kind text NOT NULL) PARTITION BY RANGE (id);
GRANT USAGE ON SEQUENCE counted_id_seq, divided_id_seq TO pg_monitor;
