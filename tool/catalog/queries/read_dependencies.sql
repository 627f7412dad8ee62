-- What columns by their collations, expressions of columns (pg_attrdef), constraints and indexes of the tables $1 (oid[]) refer to, and what the objects of the
-- catalogues $2 with the oids $3 (oid[]) do. Table, kind of the part ('column', 'constraint', 'index', 'partitioning', 'definition'), its name ("class:oid"
-- of a definition), what it refers to: kind as in object patterns, schema, name, column.
-- Of columns parts of tables refer to those of the same table. Members of extensions count as the extension.
WITH parts AS MATERIALIZED (
  SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass::pg_catalog.oid AS class, d.oid, 0 AS sub, d.adrelid AS relation, 'column' AS kind,
         a.attname::pg_catalog.text AS name
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
  UNION ALL
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0, c.oid, 'partitioning', ''
    FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[]) AND c.relkind = 'p'
  UNION ALL
  SELECT w.class, w.oid, NULL, 0, 'definition', w.class || ':' || w.oid
    FROM unnest($2::pg_catalog.oid[], $3::pg_catalog.oid[]) AS w (class, oid)
  UNION ALL
  -- A view refers to others by its rule, an exclusion constraint by its index, a composite type by its columns.
  SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, r.oid, NULL, 0, 'definition', w.class || ':' || w.oid
    FROM unnest($2::pg_catalog.oid[], $3::pg_catalog.oid[]) AS w (class, oid)
    JOIN pg_catalog.pg_rewrite r ON w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND r.ev_class = w.oid AND r.rulename = '_RETURN'
  UNION ALL
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, c.conindid, NULL, 0, 'definition', w.class || ':' || w.oid
    FROM unnest($2::pg_catalog.oid[], $3::pg_catalog.oid[]) AS w (class, oid)
    JOIN pg_catalog.pg_constraint c ON w.class = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND c.oid = w.oid AND c.conindid <> 0
  UNION ALL
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, t.typrelid, NULL, 0, 'definition', w.class || ':' || w.oid
    FROM unnest($2::pg_catalog.oid[], $3::pg_catalog.oid[]) AS w (class, oid)
    JOIN pg_catalog.pg_type t ON w.class = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = w.oid AND t.typrelid <> 0
), found AS MATERIALIZED (
  SELECT p.relation, p.kind, p.name, d.refclassid AS class, d.refobjid AS oid, d.refobjsubid AS sub, e.refobjid AS extension
    FROM parts p
    JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.oid AND (p.sub IS NULL OR d.objsubid = p.sub)
    LEFT JOIN pg_catalog.pg_depend e
      ON e.classid = d.refclassid AND e.objid = d.refobjid AND e.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND e.deptype = 'e'
   WHERE d.refobjid >= 16384 AND NOT (d.refclassid = p.class AND d.refobjid = p.oid AND coalesce(p.sub, 0) = 0)
)
SELECT f.relation, f.kind, f.name, 'relation', n.nspname, c.relname, coalesce(a.attname, '')
  FROM found f
  JOIN pg_catalog.pg_class c ON f.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = f.oid AND c.relkind NOT IN ('i', 'I', 't')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.sub AND f.sub > 0
 WHERE f.extension IS NULL
   AND (f.kind = 'definition' OR c.relkind = 'S' OR (c.oid = f.relation AND a.attname IS NOT NULL AND NOT (f.kind = 'column' AND a.attname = f.name)))
UNION
-- GROUP BY a primary key relies on it; it is called like its index.
SELECT f.relation, f.kind, f.name, 'relation', n.nspname, c.conname, ''
  FROM found f
  JOIN pg_catalog.pg_constraint c ON f.class = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND c.oid = f.oid AND c.contype IN ('p', 'u')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
 WHERE f.extension IS NULL AND f.kind = 'definition'
UNION
-- Of an array its elements, of a row its relation, of a multirange its range.
SELECT f.relation, f.kind, f.name, 'relation', n.nspname, coalesce(c.relname, e.typname), ''
  FROM found f
  JOIN pg_catalog.pg_type t ON f.class = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = f.oid
  LEFT JOIN pg_catalog.pg_range r ON t.typtype = 'm' AND r.rngmultitypid = t.oid
  JOIN pg_catalog.pg_type e ON e.oid = coalesce(r.rngtypid, CASE WHEN t.typelem <> 0 AND t.typtype = 'b' THEN t.typelem ELSE t.oid END)
  LEFT JOIN pg_catalog.pg_class c ON c.oid = e.typrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = e.typnamespace
 WHERE f.extension IS NULL
UNION
SELECT f.relation, f.kind, f.name, 'function', n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', ''
  FROM found f
  JOIN pg_catalog.pg_proc p ON f.class = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = f.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE f.extension IS NULL
UNION
SELECT f.relation, f.kind, f.name, 'operator', n.nspname,
       o.oprname || '(' || coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), NULL), 'NONE') || ','
         || coalesce(pg_catalog.format_type(nullif(o.oprright, 0), NULL), 'NONE') || ')', ''
  FROM found f
  JOIN pg_catalog.pg_operator o ON f.class = 'pg_catalog.pg_operator'::pg_catalog.regclass AND o.oid = f.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
 WHERE f.extension IS NULL
UNION
SELECT f.relation, f.kind, f.name, 'collation', n.nspname, c.collname, ''
  FROM found f
  JOIN pg_catalog.pg_collation c ON f.class = 'pg_catalog.pg_collation'::pg_catalog.regclass AND c.oid = f.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
 WHERE f.extension IS NULL
UNION
SELECT a.attrelid, 'column', a.attname::pg_catalog.text, 'collation', n.nspname, c.collname, ''
  FROM pg_catalog.pg_attribute a
  -- Of a domain that of the domain goes with it.
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid AND t.typcollation <> a.attcollation
  JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
 WHERE a.attrelid = ANY ($1::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped AND a.attcollation >= 16384
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = c.tableoid AND e.objid = c.oid AND e.deptype = 'e')
UNION
-- Named as in read_text_search.sql.
SELECT f.relation, f.kind, f.name, 'text_search', n.nspname, t.name, ''
  FROM found f
  JOIN (SELECT tableoid, oid, cfgnamespace AS space, cfgname || '(configuration)' AS name FROM pg_catalog.pg_ts_config
        UNION ALL SELECT tableoid, oid, dictnamespace, dictname || '(dictionary)' FROM pg_catalog.pg_ts_dict) t ON t.tableoid = f.class AND t.oid = f.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = t.space
 WHERE f.extension IS NULL
UNION
-- Everything depends on the schema that it is in. A publication of one (6237) means it.
SELECT f.relation, f.kind, f.name, 'schema', '', n.nspname, ''
  FROM found f JOIN pg_catalog.pg_namespace n ON f.class = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND n.oid = f.oid
 WHERE f.name LIKE '6237:%'
UNION
SELECT f.relation, f.kind, f.name, 'extension', '', e.extname, ''
  FROM found f JOIN pg_catalog.pg_extension e ON e.oid = f.extension
 ORDER BY 1, 2, 3, 4, 5, 6, 7
