CREATE DOMAIN d AS text DEFAULT 'x' CONSTRAINT c CHECK (VALUE <> '');
CREATE TABLE t (a d, b d[], c d NOT NULL);
INSERT INTO t VALUES ('p', '{q}', 'r');
