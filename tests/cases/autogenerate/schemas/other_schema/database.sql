CREATE SCHEMA app;
CREATE TABLE app.task (id integer PRIMARY KEY, title text);
INSERT INTO app.task VALUES (1, 'a');
