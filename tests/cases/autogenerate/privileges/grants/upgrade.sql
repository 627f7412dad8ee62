-- deed:upgrade
REVOKE GRANT OPTION FOR SELECT ON TABLE app.item FROM pg_read_all_data;
REVOKE INSERT, UPDATE ON TABLE app.item FROM pg_monitor;
REVOKE USAGE ON SEQUENCE app.item_id_seq FROM pg_monitor;

CREATE TABLE app.fresh (
    id integer
);

GRANT REFERENCES, SELECT ON TABLE app.fresh TO pg_monitor;
GRANT DELETE ON TABLE app.item TO pg_monitor;
GRANT SELECT (id) ON TABLE app.item TO PUBLIC;
GRANT SELECT, USAGE ON SEQUENCE app.item_id_seq TO pg_read_all_data;
REVOKE USAGE ON TYPE app.kind FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.f(integer, text[]) TO pg_monitor;
GRANT EXECUTE ON FUNCTION app.f(integer, text[]) TO pg_monitor WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION app.f(integer, text[]) FROM PUBLIC;
GRANT CREATE ON SCHEMA app TO pg_monitor;
DROP VIEW app.shown;

CREATE VIEW app.shown AS
 SELECT item.name,
    item.id
   FROM app.item;

GRANT SELECT ON TABLE app.shown TO PUBLIC;
