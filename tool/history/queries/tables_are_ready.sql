-- Whether deed's tables are there and this role may read and write them, which is nearly always so. By functions that look into PostgreSQL's own
-- caches: planned and answered in a third of the time of find_tables.sql, which tells what is missing. Nobody but an ordinary table has storage and is called a table.
-- $1: the version table's schema, $2: its name
SELECT coalesce(
         CASE WHEN has_schema_privilege(to_regnamespace('deed')::oid, 'USAGE') AND has_schema_privilege(to_regnamespace(quote_ident($1::text))::oid, 'USAGE')
              THEN (SELECT has_table_privilege(version, 'SELECT') AND has_table_privilege(version, 'INSERT')
                           AND has_table_privilege(ownership, 'SELECT') AND has_table_privilege(ownership, 'INSERT') AND has_table_privilege(ownership, 'DELETE')
                           AND NOT row_security_active(ownership)
                           AND pg_relation_filenode(version) IS NOT NULL AND (pg_identify_object('pg_catalog.pg_class'::regclass, version, 0)).type = 'table'
                      FROM (SELECT to_regclass(format('%I.%I', $1::text, $2::text))::oid AS version, to_regclass('deed.ownership')::oid AS ownership OFFSET 0) AS tables)
         END, false)::int::text AS ready
