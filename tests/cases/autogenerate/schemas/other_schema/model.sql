CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('open', 'done');
CREATE TABLE app.task (id integer PRIMARY KEY, title text NOT NULL, state app.state NOT NULL DEFAULT 'open');
CREATE INDEX task_title ON app.task (title);
CREATE TABLE note (task integer REFERENCES app.task);
