CREATE TABLE owner (id integer PRIMARY KEY);
CREATE TABLE pet (owner integer CONSTRAINT known_owner REFERENCES owner, age integer CONSTRAINT born CHECK (age >= 0));
