CREATE SCHEMA audit;
CREATE TABLE audit.entry (at timestamptz NOT NULL, what text);
