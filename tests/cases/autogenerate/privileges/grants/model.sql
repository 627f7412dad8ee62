CREATE SCHEMA app;
GRANT USAGE, CREATE ON SCHEMA app TO pg_monitor;
CREATE TABLE app.item (id serial, name text);
GRANT SELECT, DELETE ON app.item TO pg_monitor;
GRANT SELECT ON app.item TO pg_read_all_data;
GRANT UPDATE (name), SELECT (id) ON app.item TO PUBLIC;
GRANT USAGE, SELECT ON SEQUENCE app.item_id_seq TO pg_read_all_data;
CREATE FUNCTION app.f(a integer, b text[]) RETURNS integer LANGUAGE sql AS 'SELECT a';
REVOKE EXECUTE ON FUNCTION app.f(integer, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.f(integer, text[]) TO pg_monitor WITH GRANT OPTION;
CREATE TYPE app.kind AS ENUM ('a');
REVOKE USAGE ON TYPE app.kind FROM PUBLIC;
-- Made anew, with the privilege that it has.
CREATE VIEW app.shown AS SELECT name, id FROM app.item;
GRANT SELECT ON app.shown TO PUBLIC;
CREATE TABLE app.fresh (id integer);
GRANT SELECT, REFERENCES ON app.fresh TO pg_monitor;
