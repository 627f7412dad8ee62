CREATE TABLE base (id bigint, value bigint DEFAULT 2, fresh text NOT NULL DEFAULT '', CONSTRAINT positive CHECK (value > 0));
CREATE TABLE a (own integer) INHERITS (base);
CREATE TABLE b (gone text) INHERITS (base);
ALTER TABLE b ALTER COLUMN value SET DEFAULT 5;
CREATE VIEW of_a AS SELECT value FROM a;
