-- object_parts.sql of types alone, which every new table has: a row type belongs to its relation, an array to its elements' type, a
-- multirange to its range's.
-- OFFSET 0 keeps each look to its index.
-- $1: types
SELECT 1247::text, t.oid::text, 1247::text, t.oid::text, coalesce(nullif(t.typrelid, 0), nullif(e.typrelid, 0), 0)::text,
       coalesce((SELECT rngtypid FROM pg_catalog.pg_range WHERE rngmultitypid = part.type), part.type)::text, NULL, NULL
  FROM pg_catalog.unnest($1::oid[]) AS w (oid)
 CROSS JOIN LATERAL (SELECT oid, typrelid, typelem, typcategory FROM pg_catalog.pg_type WHERE pg_type.oid = w.oid OFFSET 0) t
  LEFT JOIN LATERAL (SELECT typrelid FROM pg_catalog.pg_type WHERE pg_type.oid = t.typelem OFFSET 0) e ON t.typcategory = 'A'
 CROSS JOIN LATERAL (SELECT CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END) AS part (type)
