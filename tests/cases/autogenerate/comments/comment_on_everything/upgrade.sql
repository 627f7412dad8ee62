-- deed:upgrade
COMMENT ON SEQUENCE app.counter IS 'counts';
COMMENT ON TYPE app.kind IS 'what it is';

COMMENT ON TABLE app.thing IS E'two
lines, a \\ and a '';''';

COMMENT ON CONSTRAINT has_kind ON app.thing IS 'always';
COMMENT ON CONSTRAINT thing_pkey ON app.thing IS 'the key';
COMMENT ON COLUMN app.thing.kind IS 'its kind';
COMMENT ON SEQUENCE app.thing_id_seq IS 'counts things';
COMMENT ON INDEX app.thing_kind IS 'by kind';
COMMENT ON INDEX app.thing_pkey IS 'of the key';
COMMENT ON SCHEMA app IS 'the application''s';
