-- All that the catalogue says of some tables, as one digest each; asked before and inside the transaction, a difference is an alteration.
-- Left out: the triggers of these foreign keys, statistics, and what those triggers do to pg_class.
-- $1: tables, $2: foreign keys
SELECT t.oid::text,
       pg_catalog.md5(pg_catalog.concat_ws('/',
         (SELECT pg_catalog.string_agg((pg_catalog.to_jsonb(c) - '{relhastriggers,relpages,reltuples,relallvisible,relallfrozen}'::text[])::text, ',' ORDER BY c.oid)
            FROM pg_catalog.pg_class c
           WHERE c.oid = t.oid OR c.oid IN (SELECT indexrelid FROM pg_catalog.pg_index WHERE indrelid = t.oid)),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(a)::text, ',' ORDER BY attnum) FROM pg_catalog.pg_attribute a WHERE attrelid = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(d)::text, ',' ORDER BY d.oid) FROM pg_catalog.pg_attrdef d WHERE adrelid = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(c)::text, ',' ORDER BY c.oid) FROM pg_catalog.pg_constraint c WHERE conrelid = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(g)::text, ',' ORDER BY g.oid) FROM pg_catalog.pg_trigger g WHERE tgrelid = t.oid AND tgconstraint <> ALL ($2::oid[])),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(p)::text, ',' ORDER BY p.oid) FROM pg_catalog.pg_policy p WHERE polrelid = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(r)::text, ',' ORDER BY r.oid) FROM pg_catalog.pg_rewrite r WHERE ev_class = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(i)::text, ',' ORDER BY indexrelid) FROM pg_catalog.pg_index i WHERE indrelid = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(i)::text, ',' ORDER BY inhrelid, inhparent) FROM pg_catalog.pg_inherits i WHERE t.oid IN (inhrelid, inhparent)),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(d)::text, ',' ORDER BY objsubid) FROM pg_catalog.pg_description d WHERE objoid = t.oid AND classoid = 1259),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(s)::text, ',' ORDER BY s.oid) FROM pg_catalog.pg_statistic_ext s WHERE stxrelid = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(p)::text, ',' ORDER BY p.oid) FROM pg_catalog.pg_publication_rel p WHERE prrelid = t.oid),
         (SELECT pg_catalog.string_agg(pg_catalog.to_jsonb(s)::text, ',') FROM pg_catalog.pg_sequence s WHERE seqrelid = t.oid)))
  FROM unnest($1::oid[]) AS t (oid)
