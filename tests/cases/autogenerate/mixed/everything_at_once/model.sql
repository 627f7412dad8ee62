CREATE TYPE plan AS ENUM ('free', 'trial', 'paid');
CREATE TABLE tenant (id serial PRIMARY KEY, name text NOT NULL, plan plan NOT NULL DEFAULT 'trial', UNIQUE (name));
CREATE TABLE project (id serial PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant ON DELETE CASCADE, title text CHECK (title <> ''), created timestamptz NOT NULL DEFAULT now());
CREATE INDEX project_title ON project (lower(title));
CREATE TABLE task (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, project integer NOT NULL REFERENCES project, due date);
CREATE INDEX task_due ON task (due) WHERE due IS NOT NULL;
COMMENT ON TABLE task IS 'what is to be done';
