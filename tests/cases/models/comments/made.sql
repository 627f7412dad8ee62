CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'ok');
CREATE SEQUENCE app.numbers;
CREATE TABLE app.person (
    id bigint,
    name text,
    CONSTRAINT person_pkey PRIMARY KEY (id),
    CONSTRAINT person_name_key UNIQUE (name),
    CONSTRAINT person_id_positive CHECK (id > 0)
);
CREATE INDEX person_id_idx ON app.person (id DESC);
COMMENT ON SCHEMA app IS 'What the application has.';
COMMENT ON TYPE app.mood IS 'how it''s going';
COMMENT ON SEQUENCE app.numbers IS E'with a \\ in it';
COMMENT ON TABLE app.person IS 'Two
lines.';
COMMENT ON COLUMN app.person.id IS 'given by hand';
COMMENT ON INDEX app.person_id_idx IS 'the other way round';
COMMENT ON CONSTRAINT person_pkey ON app.person IS 'the key';
COMMENT ON CONSTRAINT person_name_key ON app.person IS 'the other key';
COMMENT ON CONSTRAINT person_id_positive ON app.person IS 'no zero';
ALTER TABLE app.person ADD CONSTRAINT person_id_fkey FOREIGN KEY (id) REFERENCES app.person;
COMMENT ON CONSTRAINT person_id_fkey ON app.person IS 'to itself';
