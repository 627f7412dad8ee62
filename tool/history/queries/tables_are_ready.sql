-- Whether deed's tables are there and this role may read and write them, which is nearly always so. By functions that look into PostgreSQL's own
-- caches: planned and answered in a third of the time of find_tables.sql, which tells what is missing. Nobody but an ordinary table has storage and is called a table.
-- Runs where the service's schemas are the search_path: without pg_catalog, a format(text, text, text) of somebody's there would be called.
-- $1: the version table's schema, $2: its name
SELECT coalesce(
         CASE WHEN pg_catalog.has_schema_privilege(pg_catalog.to_regnamespace('deed')::pg_catalog.oid, 'USAGE')
               AND pg_catalog.has_schema_privilege(pg_catalog.to_regnamespace(pg_catalog.quote_ident($1::pg_catalog.text))::pg_catalog.oid, 'USAGE')
              THEN (SELECT pg_catalog.has_table_privilege(version, 'SELECT') AND pg_catalog.has_table_privilege(version, 'INSERT')
                           AND pg_catalog.has_table_privilege(ownership, 'SELECT') AND pg_catalog.has_table_privilege(ownership, 'INSERT')
                           AND pg_catalog.has_table_privilege(ownership, 'DELETE')
                           AND NOT pg_catalog.row_security_active(ownership)
                           AND pg_catalog.pg_relation_filenode(version) IS NOT NULL
                           AND (pg_catalog.pg_identify_object('pg_catalog.pg_class'::pg_catalog.regclass, version, 0)).type OPERATOR(pg_catalog.=) 'table'
                      FROM (SELECT pg_catalog.to_regclass(pg_catalog.format('%I.%I', $1::pg_catalog.text, $2::pg_catalog.text))::pg_catalog.oid AS version,
                                   pg_catalog.to_regclass('deed.ownership')::pg_catalog.oid AS ownership OFFSET 0) AS tables)
         END, false)::pg_catalog.int4::pg_catalog.text AS ready
