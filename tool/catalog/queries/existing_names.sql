-- Which of these names are taken by a relation or a type.
-- $1: schemas, $2: names, pairwise
SELECT w.schema, w.name
  FROM unnest($1::text[], $2::text[]) AS w (schema, name)
  JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
 WHERE EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = w.name)
    OR EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.typnamespace = n.oid AND t.typname = w.name)
