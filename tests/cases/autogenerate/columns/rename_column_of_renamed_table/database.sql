CREATE TABLE customer (id integer, mail text);
INSERT INTO customer VALUES (1, 'a@example.org');
