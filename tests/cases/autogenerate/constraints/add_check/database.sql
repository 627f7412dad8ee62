CREATE TABLE item (price integer, code varchar(10));
INSERT INTO item VALUES (1, 'a');
