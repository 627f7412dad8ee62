-- What expressions of columns (pg_attrdef), constraints and indexes of the tables $1 (oid[]) refer to: columns of the same table, enums,
-- sequences. Table, kind of the part ('column', 'constraint', 'index'), its name, column referred to, or schema and name.
WITH parts AS MATERIALIZED (
  SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass AS class, d.oid, 0 AS sub, d.adrelid AS relation, 'column' AS kind, a.attname AS name
    FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
   WHERE d.adrelid = ANY ($1::pg_catalog.oid[])
  UNION ALL
  -- PostgreSQL 14 notes what a generated column is made from at the column, later versions at its expression.
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, a.attrelid, a.attnum, a.attrelid, 'column', a.attname
    FROM pg_catalog.pg_attribute a WHERE a.attrelid = ANY ($1::pg_catalog.oid[]) AND a.attgenerated <> ''
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, c.oid, 0, c.conrelid, 'constraint', c.conname
    FROM pg_catalog.pg_constraint c WHERE c.conrelid = ANY ($1::pg_catalog.oid[]) AND c.contype = 'c'
  UNION ALL
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, 0, i.indrelid, 'index', c.relname
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ANY ($1::pg_catalog.oid[])
)
SELECT DISTINCT p.relation, p.kind, p.name, coalesce(a.attname, '') AS column,
       coalesce(sn.nspname, en.nspname, '') AS schema, coalesce(s.relname, e.typname, '') AS object
  FROM parts p
  JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.oid AND d.objsubid = p.sub
  LEFT JOIN pg_catalog.pg_attribute a
    ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
   AND d.refobjid = p.relation AND a.attnum > 0 AND NOT (p.kind = 'column' AND a.attname = p.name)
  LEFT JOIN pg_catalog.pg_class s ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND s.oid = d.refobjid AND s.relkind = 'S'
  LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
  LEFT JOIN pg_catalog.pg_type t ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN t.typelem <> 0 AND t.typtype = 'b' THEN t.typelem ELSE t.oid END AND e.typtype = 'e'
  LEFT JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
 WHERE a.attname IS NOT NULL OR s.oid IS NOT NULL OR e.oid IS NOT NULL
 ORDER BY 1, 2, 3, 4, 5, 6
