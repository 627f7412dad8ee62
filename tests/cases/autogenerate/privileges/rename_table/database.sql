CREATE TABLE pg_monitor (id serial PRIMARY KEY, pg_monitor text);
GRANT SELECT, INSERT ON pg_monitor TO pg_monitor;
GRANT UPDATE (pg_monitor) ON pg_monitor TO pg_monitor WITH GRANT OPTION;
GRANT USAGE ON SEQUENCE pg_monitor_id_seq TO pg_monitor;
