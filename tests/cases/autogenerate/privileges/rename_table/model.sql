-- deed:renamed-from pg_monitor
CREATE TABLE watches (id serial PRIMARY KEY, pg_monitor text);
GRANT SELECT ON watches TO pg_monitor;
GRANT UPDATE (pg_monitor) ON watches TO pg_monitor WITH GRANT OPTION;
GRANT USAGE ON SEQUENCE watches_id_seq TO pg_monitor;
