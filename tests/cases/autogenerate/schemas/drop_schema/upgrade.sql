-- deed:upgrade
-- Deletes the table with its rows.
DROP TABLE audit.entry;

DROP TYPE audit.kind;
DROP SCHEMA audit;
