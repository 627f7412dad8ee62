-- The strongest lock that another session's transaction ($1: its process id) holds on each relation that was there before it. Asked by the
-- observer, who does not see what the transaction made. Indexes count as their table; TOAST and the system's own relations are left out.
SELECT n.nspname, t.relname, pg_catalog.array_agg(DISTINCT l.mode)
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_class c ON c.oid = l.relation
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
  JOIN pg_catalog.pg_class t ON t.oid = coalesce(i.indrelid, c.oid)
  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
 WHERE l.pid = $1
   AND l.granted
   AND l.locktype = 'relation'
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND t.oid >= 16384
   AND n.nspname NOT IN ('pg_toast', 'deed')
 GROUP BY n.nspname, t.relname
 ORDER BY n.nspname, t.relname
