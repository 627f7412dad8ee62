CREATE TABLE thing (id integer, name text);
COMMENT ON TABLE thing IS 'old';
COMMENT ON COLUMN thing.id IS 'gone soon';
