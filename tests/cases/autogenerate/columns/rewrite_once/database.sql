CREATE TABLE item (id integer, name text, at date DEFAULT now());
