CREATE TABLE item (id integer PRIMARY KEY, name text);
CREATE VIEW shown AS SELECT id, name FROM item;
COMMENT ON COLUMN shown.name IS 'its name';
ALTER VIEW shown ALTER name SET DEFAULT 'none';
GRANT SELECT (id) ON shown TO pg_monitor;
GRANT UPDATE (name) ON shown TO PUBLIC;
GRANT DELETE ON shown TO pg_monitor WITH GRANT OPTION;
