-- The columns of the tables $1 (oid[]), in the order of their numbers.
-- Table, name, type, its schema and name if somebody made it, collation where not the type's own, not null, identity, generated,
-- expression, whether it is the table's own and not only a parent's, name of NOT NULL and whether that is the table's own (since 18).
-- What counts for a partition's identity is its parent's.
-- Of an array the type of its elements counts, of a multirange its range; types of extensions are everybody's.
WITH extension_types AS MATERIALIZED (
  SELECT objid FROM pg_catalog.pg_depend
   WHERE refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND deptype = 'e'
     AND classid = 'pg_catalog.pg_type'::pg_catalog.regclass
)
SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), coalesce(en.nspname, ''), coalesce(e.typname, ''),
       CASE WHEN co.oid IS NULL OR a.attcollation = t.typcollation THEN ''
            WHEN pg_catalog.pg_collation_is_visible(co.oid) THEN pg_catalog.quote_ident(co.collname)
            ELSE pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END,
       a.attnotnull, CASE WHEN r.relispartition THEN '' ELSE a.attidentity END, a.attgenerated,
       coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), ''), a.attislocal,
       coalesce(nn.conname, ''), coalesce(nn.conislocal, false)
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  CROSS JOIN LATERAL (SELECT CASE WHEN t.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc THEN t.typelem ELSE t.oid END AS oid) el
  LEFT JOIN pg_catalog.pg_range mr ON mr.rngmultitypid = el.oid
  LEFT JOIN pg_catalog.pg_type e
    ON e.oid = coalesce(mr.rngtypid, el.oid)
   AND e.oid >= 16384 AND e.oid NOT IN (SELECT objid FROM extension_types)
  LEFT JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
  LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_constraint nn ON nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum
 WHERE a.attrelid = ANY ($1::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attrelid, a.attnum
