CREATE TABLE thing (id integer, name text);
COMMENT ON TABLE thing IS 'new';
COMMENT ON COLUMN thing.name IS 'as on the door';
