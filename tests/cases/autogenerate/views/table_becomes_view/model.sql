CREATE TABLE stored (id integer);
CREATE VIEW shown AS SELECT id FROM stored;
