-- Who holds an advisory lock of this database, in words.
-- $1, $2: its keys
SELECT pg_catalog.string_agg(pg_catalog.concat_ws(', ', 'pid ' || a.pid::pg_catalog.text, nullif(a.application_name, ''), 'role ' || a.usename::pg_catalog.text), '; ')
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND l.classid = $1::pg_catalog.int8::pg_catalog.oid AND l.objid = $2::pg_catalog.int8::pg_catalog.oid
HAVING pg_catalog.count(*) > 0
