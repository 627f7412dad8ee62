CREATE TABLE item (id integer, name text, gone text);
CREATE VIEW old_names AS SELECT name, gone FROM item;
CREATE VIEW short AS SELECT id FROM item;
CREATE VIEW shorter AS SELECT id FROM short;
