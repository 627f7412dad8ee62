CREATE TABLE item (id integer, name text, hidden boolean);
CREATE VIEW shown AS SELECT id, name FROM item WHERE NOT hidden;
CREATE VIEW other AS SELECT id, hidden FROM item;
