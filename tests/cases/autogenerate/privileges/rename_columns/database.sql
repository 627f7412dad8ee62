CREATE TABLE n (id int, n text, "N" text, pg_monitor int);
GRANT SELECT (n, "N") ON n TO pg_monitor WITH GRANT OPTION;
GRANT UPDATE (n), INSERT (pg_monitor) ON n TO pg_monitor, PUBLIC;
