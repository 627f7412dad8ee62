CREATE TABLE base (id bigserial, kind text NOT NULL DEFAULT 'x', CONSTRAINT short CHECK (length(kind) < 9), CONSTRAINT nobody CHECK (id > 0) NO INHERIT);
CREATE TABLE stamped (created_at timestamptz DEFAULT now());
CREATE TABLE a (extra integer, CONSTRAINT only_a CHECK (kind = 'a'), UNIQUE (id)) INHERITS (base, stamped);
CREATE TABLE b () INHERITS (a);
CREATE TABLE c (kind text DEFAULT 'c', id bigint) INHERITS (base);
CREATE INDEX ON c (kind);
ALTER TABLE b ALTER COLUMN extra SET DEFAULT 3;
ALTER TABLE b ALTER COLUMN created_at SET NOT NULL;
