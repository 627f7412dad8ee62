CREATE TYPE size AS ENUM ('small', 'medium', 'large');
CREATE TABLE shirt (id integer PRIMARY KEY, size size, UNIQUE (id, size));
CREATE TABLE stock (id integer, size size, FOREIGN KEY (id, size) REFERENCES shirt (id, size));
