CREATE TYPE size AS ENUM ('small', 'large', 'medium');
CREATE TABLE shirt (id integer PRIMARY KEY, size size, UNIQUE (id, size));
CREATE TABLE stock (id integer, size size, FOREIGN KEY (id, size) REFERENCES shirt (id, size));
INSERT INTO shirt VALUES (1, 'large');
INSERT INTO stock VALUES (1, 'large');
