CREATE TABLE item (id integer PRIMARY KEY, name text NOT NULL);
CREATE VIEW counted AS SELECT id, name, count(*) AS n FROM item GROUP BY id;
CREATE VIEW above AS SELECT n FROM counted;
CREATE TABLE other (id integer PRIMARY KEY, name text);
CREATE VIEW counted_other AS SELECT id, name, count(*) AS n FROM other GROUP BY id;
