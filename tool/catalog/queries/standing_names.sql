-- Which of these names exist at all, whatever they are: indexes and members of extensions too. Kinds that this does not know are taken
-- to exist.
-- $1: kinds, $2: schemas, $3: names, in triples
SELECT w.kind, w.schema, w.name
  FROM unnest($1::text[], $2::text[], $3::text[]) AS w (kind, schema, name)
  LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
 WHERE CASE w.kind
         WHEN 'relation' THEN EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = w.name)
                           OR EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.typnamespace = n.oid AND t.typname = w.name)
         WHEN 'function' THEN EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace = n.oid AND p.proname = w.name)
         WHEN 'statistics' THEN EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s WHERE s.stxnamespace = n.oid AND s.stxname = w.name)
         WHEN 'schema' THEN EXISTS (SELECT FROM pg_catalog.pg_namespace s WHERE s.nspname = w.name)
         WHEN 'extension' THEN false
         WHEN 'collation' THEN false
         WHEN 'operator' THEN false
         WHEN 'text_search' THEN false
         WHEN 'publication' THEN false
         ELSE true
       END
