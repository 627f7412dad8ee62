CREATE TABLE item (id integer, name text);
CREATE UNIQUE INDEX item_name ON item (name);
CREATE TABLE note (name text REFERENCES item (name));
INSERT INTO item VALUES (1, 'a');
INSERT INTO note VALUES ('a');
