-- deed:downgrade
ALTER TABLE watches RENAME TO pg_monitor;
ALTER SEQUENCE watches_id_seq RENAME TO pg_monitor_id_seq;
ALTER TABLE pg_monitor RENAME CONSTRAINT watches_pkey TO pg_monitor_pkey;
GRANT INSERT ON TABLE pg_monitor TO pg_monitor;
