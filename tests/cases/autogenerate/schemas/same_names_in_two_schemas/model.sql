CREATE SCHEMA app;
CREATE TABLE app.task (id integer PRIMARY KEY);
CREATE TABLE task (id integer PRIMARY KEY, title text, CHECK (title <> ''));
CREATE INDEX task_title ON task (title);
