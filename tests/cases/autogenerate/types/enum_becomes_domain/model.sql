CREATE DOMAIN state AS text CHECK (VALUE IN ('open', 'done'));
CREATE TABLE task (id integer PRIMARY KEY, state state NOT NULL DEFAULT 'open');
CREATE INDEX ON task (state);
CREATE VIEW shown AS SELECT id, state FROM task;
CREATE FUNCTION is_open(state) RETURNS boolean LANGUAGE sql AS $$SELECT $1::text = 'open'$$;
