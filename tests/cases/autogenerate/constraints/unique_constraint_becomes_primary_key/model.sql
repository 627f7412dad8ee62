CREATE TABLE owner (id integer PRIMARY KEY);
CREATE TABLE pet (owner integer REFERENCES owner (id) ON DELETE CASCADE);
