CREATE TABLE owner (id text PRIMARY KEY);
CREATE TABLE pet (owner text REFERENCES owner);
