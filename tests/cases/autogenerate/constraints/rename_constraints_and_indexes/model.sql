CREATE TABLE pet (id integer PRIMARY KEY, name text CHECK (name <> ''), owner integer REFERENCES pet);
CREATE INDEX pet_name ON pet (name);
COMMENT ON INDEX pet_name IS 'to look up';
