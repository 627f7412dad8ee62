-- What stands on objects, and would keep PostgreSQL from dropping them or from giving them another type: not what is part of them.
-- $1: kinds as in object patterns, $2: schemas, $3: names (of functions with their arguments), $4: parts ('', 'column a', 'constraint c'),
-- in quadruples. Their row, then the dependent: kind, schema, name, what it is.
WITH wanted AS MATERIALIZED (
  SELECT w.row, w.kind, w.name, w.part, n.oid AS space
    FROM unnest($1::pg_catalog.text[], $2::pg_catalog.text[], $3::pg_catalog.text[], $4::pg_catalog.text[]) WITH ORDINALITY AS w (kind, schema, name, part, row)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
), relations AS MATERIALIZED (
  SELECT w.*, c.oid FROM wanted w JOIN pg_catalog.pg_class c ON w.kind = 'relation' AND c.relnamespace = w.space AND c.relname = w.name
), targets AS MATERIALIZED (
  SELECT row, 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid AS class, oid, 0 AS sub FROM relations WHERE part = ''
  UNION ALL
  SELECT r.row, 'pg_catalog.pg_class'::pg_catalog.regclass, r.oid, a.attnum
    FROM relations r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND r.part = 'column ' || a.attname
  UNION ALL
  -- A foreign key stands on the index of the key.
  SELECT r.row, 'pg_catalog.pg_class'::pg_catalog.regclass, c.conindid, 0
    FROM relations r JOIN pg_catalog.pg_constraint c ON c.conrelid = r.oid AND c.contype IN ('p', 'u') AND r.part = 'constraint ' || c.conname
  UNION ALL
  SELECT w.row, 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 0
    FROM wanted w JOIN pg_catalog.pg_type t ON w.kind = 'relation' AND w.part = '' AND t.typnamespace = w.space AND (t.typname = w.name
           OR t.oid = (SELECT e.typarray FROM pg_catalog.pg_type e WHERE e.typnamespace = w.space AND e.typname = w.name))
  UNION ALL
  SELECT w.row, 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 0
    FROM wanted w JOIN pg_catalog.pg_proc p ON w.kind = 'function' AND w.part = '' AND p.pronamespace = w.space
     AND p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' = w.name
), found AS MATERIALIZED (
  SELECT DISTINCT t.row, d.classid AS class, d.objid AS oid
    FROM targets t JOIN pg_catalog.pg_depend d
      ON d.refclassid = t.class AND d.refobjid = t.oid AND (t.sub = 0 OR d.refobjsubid = t.sub) AND d.deptype = 'n'
), on_relations AS (
  SELECT f.row, r.ev_class AS relation, CASE WHEN r.rulename <> '_RETURN' THEN 'rule ' || r.rulename || ' on ' ELSE '' END AS what
    FROM found f JOIN pg_catalog.pg_rewrite r ON f.class = r.tableoid AND f.oid = r.oid
  UNION ALL
  SELECT f.row, c.conrelid, CASE c.contype WHEN 'f' THEN 'foreign key ' ELSE 'constraint ' END || c.conname || ' of '
    FROM found f JOIN pg_catalog.pg_constraint c ON f.class = c.tableoid AND f.oid = c.oid AND c.conrelid <> 0
  UNION ALL
  SELECT f.row, d.adrelid, 'default in ' FROM found f JOIN pg_catalog.pg_attrdef d ON f.class = d.tableoid AND f.oid = d.oid
  UNION ALL
  SELECT f.row, t.tgrelid, 'trigger ' || t.tgname || ' on ' FROM found f JOIN pg_catalog.pg_trigger t ON f.class = t.tableoid AND f.oid = t.oid
   WHERE NOT t.tgisinternal
  UNION ALL
  SELECT f.row, p.polrelid, 'policy ' || p.polname || ' on ' FROM found f JOIN pg_catalog.pg_policy p ON f.class = p.tableoid AND f.oid = p.oid
  UNION ALL
  SELECT f.row, coalesce(i.indrelid, c.oid), CASE WHEN i.indrelid IS NOT NULL THEN 'index ' || c.relname || ' on ' ELSE '' END
    FROM found f JOIN pg_catalog.pg_class c ON f.class = c.tableoid AND f.oid = c.oid LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
)
SELECT o.row, 'relation', n.nspname, c.relname,
       o.what || CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'type' ELSE 'table' END
  FROM on_relations o JOIN pg_catalog.pg_class c ON c.oid = o.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
UNION
SELECT f.row, 'function', n.nspname, p.proname, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END
  FROM found f JOIN pg_catalog.pg_proc p ON f.class = p.tableoid AND f.oid = p.oid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
UNION
SELECT f.row, 'relation', n.nspname, t.typname, 'type'
  FROM found f JOIN pg_catalog.pg_type t ON f.class = t.tableoid AND f.oid = t.oid AND t.typrelid = 0
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
 ORDER BY 1, 2, 3, 4, 5
