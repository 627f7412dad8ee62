-- Relations of which this session has read blocks since its counters were reported last, each with its table and the number: a rollback of a
-- sub-transaction takes locks away and leaves these counters.
-- The search_path may be a revision's: every name and operator is PostgreSQL's own.
SELECT c.oid::pg_catalog.text, coalesce(t.oid, i.indrelid, c.oid)::pg_catalog.text, pg_catalog.pg_stat_get_xact_blocks_fetched(c.oid)
  FROM pg_catalog.pg_class c
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
  LEFT JOIN pg_catalog.pg_class t ON t.reltoastrelid OPERATOR(pg_catalog.<>) '0'::pg_catalog.oid
        AND t.reltoastrelid OPERATOR(pg_catalog.=) coalesce(i.indrelid, c.oid)
 WHERE c.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid
   AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,m,i,t,S}'::"char"[])
   AND pg_catalog.pg_stat_get_xact_blocks_fetched(c.oid) OPERATOR(pg_catalog.>) '0'::pg_catalog.int8
