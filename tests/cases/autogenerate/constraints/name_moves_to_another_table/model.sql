CREATE TABLE a (x int, y int);
CREATE TABLE b (x int, CONSTRAINT k UNIQUE (x));
