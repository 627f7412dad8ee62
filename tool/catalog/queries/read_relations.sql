-- Relations of which this session has read blocks since its counters were reported last, each as its table: a rollback of a sub-transaction
-- takes locks away and leaves these counters.
-- Runs inside the transaction, after its search_path was settled.
SELECT DISTINCT coalesce(t.oid, i.indrelid, c.oid)::text
  FROM pg_catalog.pg_class c
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_catalog.pg_class t ON t.reltoastrelid <> 0 AND t.reltoastrelid = coalesce(i.indrelid, c.oid)
 WHERE c.oid >= 16384
   AND c.relkind IN ('r', 'm', 'i', 't', 'S')
   AND pg_catalog.pg_stat_get_xact_blocks_fetched(c.oid) > 0
