-- deed:renamed-from customer
CREATE TABLE client (id serial PRIMARY KEY, email text UNIQUE, CHECK (email <> ''));
CREATE TABLE purchase (customer integer REFERENCES client);
COMMENT ON COLUMN client.email IS 'where the bill goes';
