CREATE TABLE note (id integer PRIMARY KEY, mood text);
GRANT SELECT ON note TO pg_monitor;
