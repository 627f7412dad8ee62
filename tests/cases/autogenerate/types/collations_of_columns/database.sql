CREATE COLLATION a (LOCALE = 'C');
CREATE COLLATION b (LOCALE = 'C');
CREATE COLLATION gone (LOCALE = 'C');
CREATE TABLE item (id integer, one text COLLATE a, two text COLLATE gone, old text COLLATE b, kept text COLLATE b);
