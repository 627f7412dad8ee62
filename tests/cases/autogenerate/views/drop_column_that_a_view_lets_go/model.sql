CREATE TABLE item (id integer, name text);
CREATE VIEW shown AS SELECT id, name FROM item;
CREATE VIEW other AS SELECT id FROM item;
