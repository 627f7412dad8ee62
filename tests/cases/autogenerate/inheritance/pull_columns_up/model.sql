CREATE TABLE base (id bigint, note text, day date NOT NULL DEFAULT now());
CREATE TABLE a (own integer, CONSTRAINT noted CHECK (note <> '')) INHERITS (base);
CREATE INDEX a_note ON a (note);
COMMENT ON COLUMN a.note IS 'what it says';
CREATE VIEW notes AS SELECT id, note FROM a;
CREATE TABLE b (note text) INHERITS (base);
CREATE TABLE c (note text) INHERITS (base);
CREATE TABLE below () INHERITS (c);
