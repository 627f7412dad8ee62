CREATE TABLE base (id bigint, gone text, value integer DEFAULT 1);
CREATE TABLE a (own integer) INHERITS (base);
CREATE TABLE b (gone text) INHERITS (base);
CREATE VIEW of_a AS SELECT value FROM a;
