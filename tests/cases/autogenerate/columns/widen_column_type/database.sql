CREATE TABLE item (id integer PRIMARY KEY, code varchar(10) NOT NULL DEFAULT 'none', price numeric(8, 2), at timestamp(0));
INSERT INTO item VALUES (1, 'a', 9.99);
