-- deed:downgrade
COMMENT ON TABLE thing IS 'old';
COMMENT ON COLUMN thing.name IS NULL;
COMMENT ON COLUMN thing.id IS 'gone soon';
