-- deed:downgrade
CREATE SCHEMA audit;
CREATE TYPE audit.kind AS ENUM ('login', 'logout');

CREATE TABLE audit.entry (
    at timestamp with time zone NOT NULL,
    kind audit.kind
);
