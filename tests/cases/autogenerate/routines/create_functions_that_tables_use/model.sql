-- Below what uses it, as pg_dump never has it and people do.
CREATE FUNCTION next_code(prefix text DEFAULT 'c') RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN prefix || random(); END $$;
CREATE FUNCTION doubled(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE FUNCTION is_code(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT code LIKE ''c%''';
CREATE TABLE item (
  id integer PRIMARY KEY,
  code text NOT NULL DEFAULT next_code(),
  twice integer GENERATED ALWAYS AS (doubled(id)) STORED,
  CONSTRAINT item_code CHECK (is_code(code))
);
CREATE INDEX item_doubled ON item (doubled(id));
CREATE FUNCTION item_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM item';
COMMENT ON FUNCTION item_count() IS 'how many there are';
