CREATE TYPE plan AS ENUM ('free', 'paid');
CREATE TABLE tenant (id serial PRIMARY KEY, name varchar(50), plan plan NOT NULL DEFAULT 'free');
CREATE TABLE project (id serial PRIMARY KEY, tenant integer REFERENCES tenant, title text, archived boolean);
CREATE INDEX project_title ON project (title);
CREATE TABLE legacy (id integer PRIMARY KEY, project integer REFERENCES project);
INSERT INTO tenant (name) VALUES ('a');
INSERT INTO project (tenant, title) VALUES (1, 'first');
