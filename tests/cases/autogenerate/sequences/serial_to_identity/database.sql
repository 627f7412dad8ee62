CREATE TABLE task (id serial PRIMARY KEY, title text);
INSERT INTO task (title) VALUES ('a'), ('b');
