-- deed:renamed-from draft
CREATE TABLE offer (id serial PRIMARY KEY, a text);
-- deed:renamed-from offer
CREATE TABLE contract (id serial PRIMARY KEY, b text);
-- deed:renamed-from contract
CREATE TABLE archive (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, c text);
