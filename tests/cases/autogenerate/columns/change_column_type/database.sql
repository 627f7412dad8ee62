CREATE TABLE item (id integer PRIMARY KEY, amount text DEFAULT '1', active integer, at timestamp, tag text);
INSERT INTO item VALUES (1, '17', 1, '2026-01-01', 'a');
