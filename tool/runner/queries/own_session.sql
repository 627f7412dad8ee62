-- The session in which a run held its runner lock, while it is still there: its process, and whether it waits for the client inside a
-- transaction.
-- $1, $2: classid and objid of the lock, $3: the run's application name
SELECT a.pid, coalesce(a.state LIKE 'idle in transaction%', false)
  FROM pg_catalog.pg_locks AS l
  JOIN pg_catalog.pg_stat_activity AS a USING (pid)
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 AND l.classid = $1::text::oid AND l.objid = $2::text::oid
   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
   AND a.application_name = $3
