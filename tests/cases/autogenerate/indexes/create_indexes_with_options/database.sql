CREATE TABLE doc (id integer, title text, body jsonb, tags text[], code varchar(10), at timestamptz);
