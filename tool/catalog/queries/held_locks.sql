-- What this transaction is and holds: its id, for each of some catalogues how many rows this session inserted, updated and deleted so far (NULL
-- where the server does not count), every lock on a relation or object, the advisory locks of the session, and cursors that outlive the transaction.
-- Runs inside the transaction, after its search_path was settled. Never as a prepared statement: a revision can put another under its name.
-- $1: catalogues
SELECT 'transaction' AS kind, '0' AS class, '0' AS object, '0' AS part, pg_catalog.pg_current_xact_id()::text AS what, '0' AS database
UNION ALL
SELECT 'catalogue', '0', c.oid::text, '0',
       CASE WHEN pg_catalog.current_setting('track_counts') = 'on'
            THEN ARRAY[pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid), pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
                       pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)]::text END,
       '0'
  FROM pg_catalog.unnest($1::oid[]) AS c (oid)
UNION ALL
SELECT 'cursor', '0', '0', '0', name, '0' FROM pg_catalog.pg_cursors WHERE is_holdable
UNION ALL
SELECT locktype,
       CASE WHEN locktype = 'relation' THEN '1259' ELSE classid::text END,
       CASE WHEN locktype = 'relation' THEN relation::text ELSE objid::text END,
       objsubid::text,
       mode,
       database::text
  FROM pg_catalog.pg_locks
 WHERE pid = pg_catalog.pg_backend_pid()
   AND granted
   AND locktype IN ('relation', 'object', 'advisory')
