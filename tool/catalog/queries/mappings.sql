-- One digest of the mappings of each text search configuration: taking one away leaves neither a lock nor a row.
SELECT mapcfg::text, pg_catalog.md5(pg_catalog.string_agg(m::text, ',' ORDER BY maptokentype, mapseqno))
  FROM pg_catalog.pg_ts_config_map m
 GROUP BY mapcfg
