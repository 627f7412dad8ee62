CREATE TABLE owner (id integer PRIMARY KEY, tag text UNIQUE);
CREATE TABLE pet (tag text REFERENCES owner (tag));
