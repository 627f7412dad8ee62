-- deed:upgrade
ALTER TABLE n RENAME COLUMN n TO "full name";
ALTER TABLE n RENAME COLUMN pg_monitor TO watched;
REVOKE INSERT (watched) ON TABLE n FROM PUBLIC;
