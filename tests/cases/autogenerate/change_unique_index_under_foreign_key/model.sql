CREATE TABLE item (id integer, name text);
CREATE UNIQUE INDEX item_name ON item (name) INCLUDE (id);
CREATE TABLE note (name text REFERENCES item (name));
