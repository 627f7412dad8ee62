-- The enums $1 (oid[]) and those behind columns of the tables $2 (oid[]), with their labels in order.
-- Schema, name, labels.
WITH wanted AS (
  SELECT pg_catalog.unnest($1::pg_catalog.oid[]) AS oid
  UNION
  SELECT CASE WHEN t.typelem <> 0 AND t.typtype = 'b' THEN t.typelem ELSE t.oid END
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
   WHERE a.attrelid = ANY ($2::pg_catalog.oid[]) AND a.attnum > 0
)
SELECT n.nspname, t.typname, ARRAY(SELECT enumlabel::text FROM pg_catalog.pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)
  FROM wanted JOIN pg_catalog.pg_type t ON t.oid = wanted.oid AND t.typtype = 'e'
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
 ORDER BY n.nspname, t.typname
