-- Who holds a runner lock, what it waits for, and who stands in its way: the holder first, then each blocker; no row for nobody.
-- $1, $2: classid and objid of the lock. What this role may not see of a session is NULL.
WITH here AS MATERIALIZED (
  SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
), holder AS MATERIALIZED (
  SELECT pid, pg_catalog.pg_blocking_pids(pid) AS blockers
    FROM pg_catalog.pg_locks
   WHERE locktype = 'advisory' AND database = (SELECT oid FROM here) AND classid = $1::text::oid AND objid = $2::text::oid AND objsubid = 2
     AND granted
   LIMIT 1
), sessions AS (
  SELECT pid, true AS holds FROM holder
  UNION
  SELECT pg_catalog.unnest(blockers), false FROM holder
)
SELECT s.pid, coalesce(a.application_name, ''), coalesce(a.usename::text, ''),
       CASE WHEN a.backend_start IS NULL THEN '' WHEN a.client_port IS NULL THEN coalesce(a.backend_type, '')
            ELSE coalesce(pg_catalog.host(a.client_addr), 'local') END,
       coalesce(pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), ''),
       coalesce(a.state, ''),
       coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - CASE a.state WHEN 'active' THEN a.query_start ELSE a.state_change END)::bigint, 0),
       coalesce(pg_catalog.left(a.query, 200), ''),
       pg_catalog.concat_ws(': ', a.wait_event_type, a.wait_event),
       a.backend_start IS NOT NULL,
       coalesce(CASE w.locktype WHEN 'relation' THEN w.mode || ' on ' || coalesce(pg_catalog.format('%I.%I', n.nspname, c.relname), 'a new relation')
                                WHEN 'transactionid' THEN 'the end of transaction ' || w.transactionid::pg_catalog.text
                                WHEN 'virtualxid' THEN 'the end of older transactions'
                                ELSE w.mode || ' on ' || w.locktype END, '')
  FROM sessions s
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = s.pid
  LEFT JOIN pg_catalog.pg_locks w ON s.holds AND w.pid = s.pid AND NOT w.granted
  LEFT JOIN pg_catalog.pg_class c ON c.oid = w.relation AND w.database = (SELECT oid FROM here)
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 ORDER BY s.holds DESC, s.pid
