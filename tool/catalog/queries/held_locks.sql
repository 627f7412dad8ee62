-- What this transaction is and holds: its id first, then every lock on a relation or object, and the advisory locks of the session.
-- Runs inside the transaction, prepared beforehand: no search_path of a revision changes what it means.
SELECT 'transaction' AS kind, pg_catalog.pg_current_xact_id()::text, '0', '0', '', '0'
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
