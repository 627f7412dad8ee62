-- What this transaction is and holds: its id and how many rows of the catalogues this session wrote so far (@counters@), then every lock on a
-- relation or object, and the advisory locks of the session.
-- Runs inside the transaction, after its search_path was settled. Never as a prepared statement: a revision can put another under its name.
SELECT 'transaction' AS kind,
       pg_catalog.pg_current_xact_id()::text,
       @counters@,
       '0',
       '',
       '0'
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
