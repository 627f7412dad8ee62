CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE z (id integer REFERENCES a);
CREATE UNLOGGED TABLE behind (id integer PRIMARY KEY);
CREATE UNLOGGED TABLE after (id integer REFERENCES behind);
CREATE TABLE free (id integer);
CREATE UNLOGGED TABLE used (id integer PRIMARY KEY);
