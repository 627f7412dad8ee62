CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'What the application has.';
CREATE TYPE app.mood AS ENUM ('sad', 'ok');
COMMENT ON TYPE app.mood IS 'how it''s going';
CREATE SEQUENCE app.numbers;
COMMENT ON SEQUENCE app.numbers IS 'with a \ in it';
CREATE TABLE app.person (
  id bigint PRIMARY KEY REFERENCES app.person,
  name text,
  CONSTRAINT person_name_key UNIQUE (name),
  CONSTRAINT person_id_positive CHECK (id > 0)
);
CREATE INDEX person_id_idx ON app.person (id DESC);
COMMENT ON TABLE app.person IS 'Two
lines.';
COMMENT ON COLUMN app.person.id IS 'given by hand';
COMMENT ON CONSTRAINT person_pkey ON app.person IS 'the key';
COMMENT ON CONSTRAINT person_name_key ON app.person IS 'the other key';
COMMENT ON CONSTRAINT person_id_positive ON app.person IS 'no zero';
COMMENT ON CONSTRAINT person_id_fkey ON app.person IS 'to itself';
COMMENT ON INDEX app.person_id_idx IS 'the other way round';
