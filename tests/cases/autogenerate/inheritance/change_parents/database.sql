CREATE TABLE p (a integer, CONSTRAINT small CHECK (a < 10));
CREATE TABLE q (b integer);
CREATE TABLE child (a integer, b integer, c integer, CONSTRAINT small CHECK (a < 10)) INHERITS (p);
