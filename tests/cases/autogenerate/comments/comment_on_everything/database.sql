CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('a');
CREATE SEQUENCE app.counter;
CREATE TABLE app.thing (id integer GENERATED ALWAYS AS IDENTITY, kind app.kind, CONSTRAINT has_kind CHECK (kind IS NOT NULL), PRIMARY KEY (id));
CREATE INDEX thing_kind ON app.thing (kind);
