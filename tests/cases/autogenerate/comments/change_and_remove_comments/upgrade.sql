-- deed:upgrade
COMMENT ON TABLE thing IS 'new';
COMMENT ON COLUMN thing.id IS NULL;
COMMENT ON COLUMN thing.name IS 'as on the door';
