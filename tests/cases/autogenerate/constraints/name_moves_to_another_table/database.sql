CREATE TABLE a (x int, y int, CONSTRAINT k UNIQUE (x));
CREATE TABLE b (x int);
