CREATE DOMAIN name_of AS text;
CREATE TABLE item (id integer PRIMARY KEY, names name_of[]);
INSERT INTO item VALUES (1, '{a,b}');
