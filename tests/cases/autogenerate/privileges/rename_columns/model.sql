CREATE TABLE n (
  id int,
  -- deed:renamed-from n
  "full name" text,
  "N" text,
  -- deed:renamed-from pg_monitor
  watched int
);
GRANT SELECT ("full name") ON n TO pg_monitor WITH GRANT OPTION;
GRANT SELECT ("N") ON n TO pg_monitor WITH GRANT OPTION;
GRANT UPDATE ("full name"), INSERT (watched) ON n TO pg_monitor;
GRANT UPDATE ("full name") ON n TO PUBLIC;
