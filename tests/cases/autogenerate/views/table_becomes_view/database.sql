CREATE TABLE stored (id integer);
CREATE TABLE shown (id integer);
