CREATE SCHEMA audit;
CREATE TYPE audit.kind AS ENUM ('login', 'logout');
CREATE TABLE audit.entry (at timestamptz NOT NULL, kind audit.kind);
