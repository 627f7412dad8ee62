-- The relations and extended statistics of some names.
-- $1: kinds, $2: schemas, $3: names, in triples
WITH wanted AS (
  SELECT w.kind, n.oid AS schema, w.name
    FROM unnest($1::text[], $2::text[], $3::text[]) AS w (kind, schema, name) JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
)
SELECT 1259::text, c.oid::text
  FROM wanted w JOIN pg_catalog.pg_class c ON c.relnamespace = w.schema AND c.relname = w.name WHERE w.kind = 'relation'
UNION ALL
SELECT 3381::text, s.oid::text
  FROM wanted w JOIN pg_catalog.pg_statistic_ext s ON s.stxnamespace = w.schema AND s.stxname = w.name WHERE w.kind = 'statistics'
