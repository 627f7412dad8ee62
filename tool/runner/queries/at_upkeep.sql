-- A row for each other session that builds an index concurrently, or keeps a table in order: these hold a lock that excludes one another.
-- pg_stat_progress_create_index shows a role only what its own sessions do.
-- $1: the table
SELECT pid
  FROM pg_catalog.pg_locks
 WHERE locktype = 'relation'
   AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND relation = $1::oid
   AND mode = 'ShareUpdateExclusiveLock'
   AND granted
   AND pid <> pg_catalog.pg_backend_pid()
