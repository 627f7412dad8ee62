-- deed:downgrade
ALTER TABLE n RENAME COLUMN watched TO pg_monitor;
ALTER TABLE n RENAME COLUMN "full name" TO n;
GRANT INSERT (pg_monitor) ON TABLE n TO PUBLIC;
