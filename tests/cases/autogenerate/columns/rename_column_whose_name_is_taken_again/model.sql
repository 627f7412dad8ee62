CREATE TABLE person (
    id bigint PRIMARY KEY,
    -- deed:renamed-from name
    full_name text NOT NULL,
    key text GENERATED ALWAYS AS (lower(full_name)) STORED,
    name varchar(20) UNIQUE
);
CREATE INDEX person_name ON person (full_name, name);
