CREATE TYPE e AS ENUM ('x', 'z');
CREATE DOMAIN d AS e CHECK (VALUE <> 'x');
CREATE TABLE t (a d, b d[]);
