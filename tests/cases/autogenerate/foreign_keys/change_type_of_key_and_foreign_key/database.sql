CREATE TABLE owner (id integer PRIMARY KEY);
CREATE TABLE pet (owner integer REFERENCES owner);
INSERT INTO owner VALUES (1);
INSERT INTO pet VALUES (1);
