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
         -- That it is there is what a statement about it wants.
         WHEN 'extension' THEN false
         WHEN 'collation' THEN EXISTS (SELECT FROM pg_catalog.pg_collation c WHERE c.collnamespace = n.oid AND c.collname = w.name)
         WHEN 'operator' THEN EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oprnamespace = n.oid AND o.oprname = w.name AND o.oprcode <> 0)
         WHEN 'text_search' THEN EXISTS (SELECT FROM pg_catalog.pg_ts_config c WHERE c.cfgnamespace = n.oid AND c.cfgname = w.name)
                              OR EXISTS (SELECT FROM pg_catalog.pg_ts_dict d WHERE d.dictnamespace = n.oid AND d.dictname = w.name)
                              OR EXISTS (SELECT FROM pg_catalog.pg_ts_parser p WHERE p.prsnamespace = n.oid AND p.prsname = w.name)
                              OR EXISTS (SELECT FROM pg_catalog.pg_ts_template t WHERE t.tmplnamespace = n.oid AND t.tmplname = w.name)
         WHEN 'publication' THEN EXISTS (SELECT FROM pg_catalog.pg_publication p WHERE p.pubname = w.name)
         ELSE true
       END
