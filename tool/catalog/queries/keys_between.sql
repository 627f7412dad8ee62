-- The foreign keys between some tables; those that partitions have from their parent are the parent's.
-- $1: schemas, $2: names, pairwise
WITH wanted AS MATERIALIZED (
  SELECT c.oid, n.nspname, c.relname
    FROM unnest($1::text[], $2::text[]) AS w (schema, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
)
SELECT conname, a.nspname, a.relname, b.nspname, b.relname
  FROM pg_catalog.pg_constraint
  JOIN wanted a ON a.oid = conrelid
  JOIN wanted b ON b.oid = confrelid
 WHERE contype = 'f' AND conparentid = 0
 ORDER BY a.nspname, a.relname, conname
