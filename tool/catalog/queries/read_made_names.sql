-- Parts (indexes, sequences of columns, extended statistics) and whatever has a name of the kind that PostgreSQL chooses (t_a_key, t_check1),
-- without members of extensions: name space, schema, name, what it belongs to (itself, its table or domain). No parameters.
WITH members AS MATERIALIZED (
  SELECT classid, objid FROM pg_catalog.pg_depend
   WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND deptype = 'e'
), relations AS MATERIALIZED (
  SELECT c.oid, c.relname, c.relnamespace, o.relname AS owner
    FROM pg_catalog.pg_class c
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_catalog.pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
          AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    JOIN pg_catalog.pg_class o ON o.oid = coalesce(i.indrelid, d.refobjid, c.oid)
   WHERE c.oid >= 16384 AND c.relkind <> 't' AND o.relkind <> 't'
     AND ('pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, o.oid) NOT IN (SELECT classid, objid FROM members)
), made AS (
  SELECT 'relation' AS space, relnamespace, relname::pg_catalog.text AS name, owner::pg_catalog.text FROM relations
  UNION ALL
  SELECT 'relation', typnamespace, typname, typname FROM pg_catalog.pg_type t
   WHERE oid >= 16384 AND typtype IN ('e', 'd', 'r', 'm')
     AND ('pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, oid) NOT IN (SELECT classid, objid FROM members)
  UNION ALL
  SELECT 'statistics', stxnamespace, stxname, r.owner
    FROM pg_catalog.pg_statistic_ext s JOIN relations r ON r.oid = s.stxrelid
  UNION ALL
  SELECT 'constraint', connamespace, conname, coalesce(r.owner, t.typname)
    FROM pg_catalog.pg_constraint c
    LEFT JOIN relations r ON r.oid = c.conrelid
    LEFT JOIN pg_catalog.pg_type t ON t.oid = c.contypid AND c.contypid <> 0
   WHERE c.oid >= 16384 AND coalesce(r.oid, t.oid) IS NOT NULL
     AND (t.oid IS NULL OR ('pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid) NOT IN (SELECT classid, objid FROM members))
)
SELECT space, n.nspname, name, owner
  FROM made JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
 WHERE (space <> 'constraint' AND name <> owner) OR name OPERATOR(pg_catalog.~) '_(pkey|key|idx|excl|seq|check|fkey|not_null|stat)[0-9]*$'
