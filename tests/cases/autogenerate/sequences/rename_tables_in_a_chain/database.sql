CREATE TABLE draft (id serial PRIMARY KEY, a text);
CREATE TABLE offer (id serial PRIMARY KEY, b text);
CREATE TABLE contract (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, c text);
