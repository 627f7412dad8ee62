-- Objects that have an owner of their own, as ALTER names them, and who PostgreSQL says that is; without members of extensions, deed's own
-- tables and those of the system. Asked with search_path pg_catalog, so that arguments of functions are qualified.
WITH spaces AS MATERIALIZED (
  SELECT oid, nspname, nspowner, tableoid FROM pg_catalog.pg_namespace
   WHERE nspname OPERATOR(pg_catalog.!~) '^pg_' AND nspname NOT IN ('information_schema', 'deed')
), objects AS (
  SELECT 'relation' AS kind,
         CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE'
                      WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS keyword,
         c.tableoid AS class, c.oid, nspname, relname::text AS name, pg_catalog.format('%I.%I', nspname, relname) AS identity, relowner AS owner
    FROM pg_catalog.pg_class c JOIN spaces s ON s.oid = relnamespace
   WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
  UNION ALL
  SELECT 'relation', CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.tableoid, t.oid, nspname, typname, pg_catalog.format('%I.%I', nspname, typname),
         typowner
    FROM pg_catalog.pg_type t JOIN spaces s ON s.oid = typnamespace
   WHERE typrelid = 0 AND typtype IN ('e', 'd', 'r', 'b') AND typsubscript <> 'pg_catalog.array_subscript_handler'::pg_catalog.regproc
  UNION ALL
  SELECT 'function', CASE prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END, p.tableoid, p.oid, nspname, proname,
         pg_catalog.format('%I.%I(%s)', nspname, proname, pg_catalog.pg_get_function_identity_arguments(p.oid)), proowner
    FROM pg_catalog.pg_proc p JOIN spaces s ON s.oid = pronamespace
   WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = p.tableoid AND d.objid = p.oid AND d.deptype = 'i')
  UNION ALL
  SELECT 'statistics', 'STATISTICS', e.tableoid, e.oid, nspname, stxname, pg_catalog.format('%I.%I', nspname, stxname), stxowner
    FROM pg_catalog.pg_statistic_ext e JOIN spaces s ON s.oid = stxnamespace
  UNION ALL
  SELECT 'schema', 'SCHEMA', tableoid, oid, '', nspname, pg_catalog.format('%I', nspname), nspowner FROM spaces
)
SELECT kind, nspname, name, keyword, identity, pg_catalog.pg_get_userbyid(owner)
  FROM objects o
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e')
 ORDER BY kind DESC, nspname, name, identity
