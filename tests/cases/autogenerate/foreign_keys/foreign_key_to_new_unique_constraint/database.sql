CREATE TABLE owner (id integer PRIMARY KEY, tag text);
CREATE TABLE pet (tag text);
INSERT INTO owner VALUES (1, 'a');
INSERT INTO pet VALUES ('a');
