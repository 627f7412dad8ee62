CREATE TYPE e AS ENUM ('x', 'y', 'z');
CREATE DOMAIN d AS e CHECK (VALUE <> 'x');
CREATE TABLE t (a d, b d[]);
INSERT INTO t VALUES ('z', '{z}');
