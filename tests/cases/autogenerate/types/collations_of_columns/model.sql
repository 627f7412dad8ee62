CREATE COLLATION a (LOCALE = 'POSIX');
CREATE COLLATION b (LOCALE = 'C');
CREATE COLLATION fresh (LOCALE = 'C');
CREATE TABLE item (id integer, one text COLLATE b, two text COLLATE fresh, kept text COLLATE b, added text COLLATE a);
CREATE TABLE other (id text COLLATE fresh);
