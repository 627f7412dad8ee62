-- deed:downgrade
REVOKE DELETE ON TABLE app.item FROM pg_monitor;
REVOKE SELECT (id) ON TABLE app.item FROM PUBLIC;
REVOKE SELECT, USAGE ON SEQUENCE app.item_id_seq FROM pg_read_all_data;
GRANT USAGE ON TYPE app.kind TO PUBLIC;
REVOKE EXECUTE ON FUNCTION app.f(integer, text[]) FROM pg_monitor;
GRANT EXECUTE ON FUNCTION app.f(integer, text[]) TO PUBLIC;
REVOKE CREATE ON SCHEMA app FROM pg_monitor;
GRANT SELECT ON TABLE app.item TO pg_read_all_data WITH GRANT OPTION;
GRANT INSERT, UPDATE ON TABLE app.item TO pg_monitor;
GRANT USAGE ON SEQUENCE app.item_id_seq TO pg_monitor;
DROP VIEW app.shown;

CREATE VIEW app.shown AS
 SELECT item.id
   FROM app.item;

GRANT SELECT ON TABLE app.shown TO PUBLIC;

-- Deletes the table with its rows.
DROP TABLE app.fresh;
