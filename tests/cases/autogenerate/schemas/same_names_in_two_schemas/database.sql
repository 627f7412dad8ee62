CREATE SCHEMA app;
CREATE TABLE app.task (id integer PRIMARY KEY);
CREATE TABLE task (id integer PRIMARY KEY);
