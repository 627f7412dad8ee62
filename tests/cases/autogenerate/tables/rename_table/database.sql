CREATE TABLE customer (id serial PRIMARY KEY, email text UNIQUE, CHECK (email <> ''));
CREATE TABLE purchase (customer integer REFERENCES customer);
COMMENT ON COLUMN customer.email IS 'where the bill goes';
INSERT INTO customer (email) VALUES ('a@example.org');
