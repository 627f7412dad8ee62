CREATE TABLE item (id integer PRIMARY KEY, code text NOT NULL DEFAULT 'none', price numeric(12, 2), at timestamp);
