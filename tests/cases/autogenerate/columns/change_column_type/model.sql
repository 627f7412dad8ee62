CREATE TABLE item (id bigint PRIMARY KEY, amount integer DEFAULT 1, active boolean, at timestamptz, tag text[]);
