-- Comments on the tables $1 with their columns, constraints, indexes and sequences, the enums $2, the schemas $3 and the sequences $4
-- (all oid[]). Kind, schema, name, part, text.
WITH relations AS (
  SELECT pg_catalog.unnest($1::pg_catalog.oid[] || $4::pg_catalog.oid[]) AS oid
  UNION
  SELECT objid FROM pg_catalog.pg_depend
   WHERE refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = ANY ($1::pg_catalog.oid[]) AND refobjsubid > 0
     AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype IN ('a', 'i')
)
SELECT CASE WHEN d.objsubid > 0 THEN 'column' WHEN c.relkind = 'S' THEN 'sequence' ELSE 'table' END,
       n.nspname, c.relname, coalesce(a.attname, ''), d.description
  FROM relations r
  JOIN pg_catalog.pg_class c ON c.oid = r.oid AND c.relkind NOT IN ('i', 'I')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objoid = c.oid
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
UNION ALL
SELECT 'index', n.nspname, c.relname, '', d.description
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_description d
    ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
 WHERE i.indrelid = ANY ($1::pg_catalog.oid[])
UNION ALL
SELECT 'constraint', n.nspname, c.relname, con.conname, d.description
  FROM pg_catalog.pg_constraint con
  JOIN pg_catalog.pg_class c ON c.oid = con.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND d.objoid = con.oid
 WHERE con.conrelid = ANY ($1::pg_catalog.oid[]) AND con.contype <> 'x'
UNION ALL
SELECT 'type', n.nspname, t.typname, '', d.description
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objoid = t.oid
 WHERE t.oid = ANY ($2::pg_catalog.oid[])
UNION ALL
SELECT 'schema', '', n.nspname, '', d.description
  FROM pg_catalog.pg_namespace n
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.objoid = n.oid
 WHERE n.oid = ANY ($3::pg_catalog.oid[])
