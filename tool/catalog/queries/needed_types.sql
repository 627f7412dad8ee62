-- The types that columns, arguments and results, attributes and base types of these objects are of, theirs in turn, and so on: those that
-- somebody made, without members of extensions. What is a table's row is the table.
-- $1: kinds, $2: schemas, $3: names, in triples
WITH RECURSIVE named AS MATERIALIZED (
  SELECT w.kind, n.oid AS space, w.name
    FROM unnest($1::text[], $2::text[], $3::text[]) AS w (kind, schema, name) JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
), needed (oid) AS (
  SELECT t.oid FROM named w JOIN pg_catalog.pg_type t ON t.typnamespace = w.space AND t.typname = w.name WHERE w.kind = 'relation'
  UNION
  SELECT a.type FROM named w JOIN pg_catalog.pg_proc p ON p.pronamespace = w.space AND p.proname = w.name
    CROSS JOIN LATERAL pg_catalog.unnest(p.proargtypes::pg_catalog.oid[] || coalesce(p.proallargtypes, '{}') || p.prorettype) a (type)
   WHERE w.kind = 'function'
  UNION
  SELECT below.type
    FROM needed JOIN pg_catalog.pg_type t ON t.oid = needed.oid
    CROSS JOIN LATERAL (
      SELECT t.typelem UNION ALL SELECT t.typbasetype
      UNION ALL
      SELECT a.atttypid FROM pg_catalog.pg_attribute a WHERE t.typrelid <> 0 AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL
      SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
      UNION ALL
      SELECT r.rngtypid FROM pg_catalog.pg_range r WHERE pg_catalog.to_jsonb(r) ->> 'rngmultitypid' = t.oid::text) below (type)
)
SELECT n.nspname, t.typname
  FROM needed JOIN pg_catalog.pg_type t ON t.oid = needed.oid JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
 WHERE t.oid >= 16384 AND t.typtype IN ('c', 'd', 'e', 'r')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e'
                      AND d.classid = t.tableoid AND d.objid = t.oid)
 ORDER BY 1, 2
