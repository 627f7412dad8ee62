-- What the tables $1 and sequences $2 (oid[]) have that deed does not compare yet: most of them nothing.
-- Kind as in object patterns, schema, name, what it is, an UncoveredKind.
WITH tables AS MATERIALIZED (
  SELECT c.*, n.nspname AS of_schema, c.relname AS of_table FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid = ANY ($1::pg_catalog.oid[])
), indexes AS MATERIALIZED (
  SELECT i.*, ic.relname AS index, ic.reltablespace AS space, t.of_schema, t.of_table
    FROM tables t JOIN pg_catalog.pg_index i ON i.indrelid = t.oid JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
), constraints AS MATERIALIZED (
  SELECT c.*, t.of_schema, t.of_table
    FROM tables t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.oid
)
SELECT 'relation', of_schema, of_table, what, kind FROM tables t CROSS JOIN LATERAL (VALUES
    (reloftype <> 0, 'typed table', 'structure'),
    (relam NOT IN (0, (SELECT oid FROM pg_catalog.pg_am WHERE amname = 'heap')), 'table access method', 'administrative'),
    (reltablespace <> 0, 'tablespace', 'administrative')) found (it_is, what, kind)
 WHERE it_is
UNION ALL
SELECT 'relation', of_schema, of_table, 'not null constraint ' || conname || ' that is not plain', 'structure' FROM constraints
 WHERE contype = 'n' AND (connoinherit OR NOT convalidated)
UNION ALL
SELECT 'relation', of_schema, of_table, what || ' of index ' || index, kind FROM indexes CROSS JOIN LATERAL (VALUES
    (space <> 0, 'tablespace', 'administrative'),
    (EXISTS (SELECT FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = indexrelid AND a.attstattarget >= 0), 'statistics target', 'part')
    ) found (it_is, what, kind)
 WHERE it_is
UNION ALL
SELECT 'relation', of_schema, of_table, 'security label', 'administrative' FROM tables t
 WHERE EXISTS (SELECT FROM pg_catalog.pg_seclabel l WHERE l.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND l.objoid = t.oid)
UNION ALL
-- Sequences of columns are as their tables are.
SELECT 'relation', n.nspname, c.relname, 'unlogged', 'structure'
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.oid = ANY ($2::pg_catalog.oid[]) AND c.relpersistence = 'u'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
                      AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))
