CREATE TABLE owner (id integer PRIMARY KEY);
CREATE TABLE pet (owner integer, age integer);
ALTER TABLE pet ADD CONSTRAINT known_owner FOREIGN KEY (owner) REFERENCES owner NOT VALID;
ALTER TABLE pet ADD CONSTRAINT born CHECK (age >= 0) NOT VALID;
