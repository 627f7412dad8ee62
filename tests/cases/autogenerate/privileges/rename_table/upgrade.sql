-- deed:upgrade
ALTER TABLE pg_monitor RENAME TO watches;
ALTER SEQUENCE pg_monitor_id_seq RENAME TO watches_id_seq;
ALTER TABLE watches RENAME CONSTRAINT pg_monitor_pkey TO watches_pkey;
REVOKE INSERT ON TABLE watches FROM pg_monitor;
