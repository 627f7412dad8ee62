-- Every object that somebody may own, one cheap row each, whoever has it: kind as in object patterns, what it is, oid, schema, name.
-- No parameters. PostgreSQL's own objects (oid below 16384), members of extensions, what belongs to another object, and the schemas of
-- the system and of deed are left out.
WITH spaces AS MATERIALIZED (
  SELECT oid, nspname FROM pg_catalog.pg_namespace
   WHERE nspname OPERATOR(pg_catalog.!~) '^pg_' AND nspname NOT IN ('information_schema', 'deed')
), members AS MATERIALIZED (
  SELECT classid, objid FROM pg_catalog.pg_depend
   WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND deptype = 'e'
), objects AS (
  SELECT 'relation' AS kind,
         CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view'
                      WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END AS what,
         tableoid AS class, oid, relnamespace AS space, relname::text AS name
    FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'S', 'v', 'm', 'f')
  UNION ALL
  SELECT 'relation', CASE typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'base type' END,
         tableoid, oid, typnamespace, typname
    FROM pg_catalog.pg_type
   WHERE typrelid = 0 AND typtype IN ('e', 'd', 'r', 'b') AND typsubscript <> 'pg_catalog.array_subscript_handler'::pg_catalog.regproc
  UNION ALL
  -- To an extension a composite type belongs by its type, not by the relation behind it.
  SELECT 'relation', 'composite type', t.tableoid, t.oid, t.typnamespace, t.typname
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
  UNION ALL
  SELECT 'function', CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
         tableoid, oid, pronamespace, proname
    FROM pg_catalog.pg_proc
   WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = pg_proc.tableoid AND d.objid = pg_proc.oid
                                         AND d.deptype = 'i')
  UNION ALL
  SELECT 'statistics', 'statistics object', tableoid, oid, stxnamespace, stxname FROM pg_catalog.pg_statistic_ext
  UNION ALL
  SELECT 'collation', 'collation', tableoid, oid, collnamespace, collname FROM pg_catalog.pg_collation
  UNION ALL
  SELECT 'conversion', 'conversion', tableoid, oid, connamespace, conname FROM pg_catalog.pg_conversion
  UNION ALL
  SELECT 'operator', 'operator', tableoid, oid, oprnamespace, oprname FROM pg_catalog.pg_operator
  UNION ALL
  SELECT 'operator_class', 'operator class', tableoid, oid, opcnamespace, opcname FROM pg_catalog.pg_opclass
  UNION ALL
  SELECT 'operator_family', 'operator family', tableoid, oid, opfnamespace, opfname FROM pg_catalog.pg_opfamily
  UNION ALL
  SELECT 'text_search', 'text search configuration', tableoid, oid, cfgnamespace, cfgname FROM pg_catalog.pg_ts_config
  UNION ALL
  SELECT 'text_search', 'text search dictionary', tableoid, oid, dictnamespace, dictname FROM pg_catalog.pg_ts_dict
  UNION ALL
  SELECT 'text_search', 'text search parser', tableoid, oid, prsnamespace, prsname FROM pg_catalog.pg_ts_parser
  UNION ALL
  SELECT 'text_search', 'text search template', tableoid, oid, tmplnamespace, tmplname FROM pg_catalog.pg_ts_template
  UNION ALL
  SELECT 'extension', 'extension', tableoid, oid, 0, extname FROM pg_catalog.pg_extension
  UNION ALL
  SELECT 'publication', 'publication', tableoid, oid, 0, pubname FROM pg_catalog.pg_publication
  UNION ALL
  SELECT 'foreign_server', 'foreign server', tableoid, oid, 0, srvname FROM pg_catalog.pg_foreign_server
  UNION ALL
  SELECT 'foreign_data_wrapper', 'foreign-data wrapper', tableoid, oid, 0, fdwname FROM pg_catalog.pg_foreign_data_wrapper
  UNION ALL
  SELECT 'language', 'language', tableoid, oid, 0, lanname FROM pg_catalog.pg_language
  UNION ALL
  SELECT 'event_trigger', 'event trigger', tableoid, oid, 0, evtname FROM pg_catalog.pg_event_trigger
  UNION ALL
  SELECT 'access_method', 'access method', tableoid, oid, 0, amname FROM pg_catalog.pg_am
  UNION ALL
  SELECT 'cast', 'cast', tableoid, oid, 0, pg_catalog.format_type(castsource, NULL) || ' AS ' || pg_catalog.format_type(casttarget, NULL)
    FROM pg_catalog.pg_cast
   WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = pg_cast.tableoid AND d.objid = pg_cast.oid
                                         AND d.deptype = 'i')
  UNION ALL
  SELECT 'transform', 'transform', tableoid, oid, 0, pg_catalog.format_type(trftype, NULL) FROM pg_catalog.pg_transform
  UNION ALL
  SELECT 'role', 'default privileges', tableoid, oid, 0, pg_catalog.pg_get_userbyid(defaclrole)
    FROM pg_catalog.pg_default_acl WHERE defaclnamespace = 0
)
SELECT kind, what, o.oid, coalesce(spaces.nspname, ''), name
  FROM objects o LEFT JOIN spaces ON spaces.oid = o.space
 WHERE o.oid >= 16384 AND (o.space = 0 OR spaces.oid IS NOT NULL)
   AND (class, o.oid) NOT IN (SELECT classid, objid FROM members)
UNION ALL
SELECT 'schema', 'schema', oid, '', nspname FROM spaces
 WHERE ('pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid, oid) NOT IN (SELECT classid, objid FROM members)
