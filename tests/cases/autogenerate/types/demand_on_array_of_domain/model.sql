CREATE DOMAIN name_of AS text NOT NULL CHECK (VALUE <> '');
CREATE TABLE item (id integer PRIMARY KEY, names name_of[]);
