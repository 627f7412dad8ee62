-- One digest of the mappings of each text search configuration: taking one away leaves neither a lock nor a row.
SELECT mapcfg::text, md5(string_agg(m::text, ',' ORDER BY maptokentype, mapseqno))
  FROM pg_catalog.pg_ts_config_map m
 GROUP BY mapcfg
