CREATE TABLE base (id bigserial PRIMARY KEY);
CREATE TABLE a (x integer) INHERITS (base);
CREATE TABLE b () INHERITS (a);
