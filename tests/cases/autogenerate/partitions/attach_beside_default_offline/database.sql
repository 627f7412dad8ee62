CREATE TABLE log (id integer, n integer) PARTITION BY RANGE (id);
CREATE TABLE log_rest PARTITION OF log DEFAULT;
CREATE TABLE log_2 (id integer, n integer);
