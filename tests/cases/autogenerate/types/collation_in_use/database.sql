CREATE COLLATION numeric_order (provider = icu, locale = 'en-u-kn-true', deterministic = false);
CREATE TABLE word (id integer PRIMARY KEY, text text COLLATE numeric_order DEFAULT 'x', more text[] COLLATE numeric_order);
CREATE INDEX ON word (text);
CREATE DOMAIN short AS text COLLATE numeric_order CHECK (length(VALUE) < 9);
CREATE TABLE line (short short, n integer);
CREATE VIEW shown AS SELECT text FROM word ORDER BY text;
INSERT INTO word VALUES (1, 'a10', '{a}');
INSERT INTO line VALUES ('b', 1);
