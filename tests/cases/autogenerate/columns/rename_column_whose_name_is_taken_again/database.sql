CREATE TABLE person (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    key text GENERATED ALWAYS AS (lower(name)) STORED
);
CREATE INDEX person_name ON person (name);
