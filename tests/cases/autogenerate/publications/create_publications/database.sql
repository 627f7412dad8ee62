CREATE TABLE item (id bigint PRIMARY KEY, price integer, note text);
CREATE TABLE log (line text);
