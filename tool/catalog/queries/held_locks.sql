-- What the transaction of another session holds: every lock on a relation or object, and the advisory locks of the session; and, as 'next',
-- a transaction id that is given out only now, so that all of that transaction are below it.
-- Not asked in that session: another one's statement is planned once, where nothing that a revision does can put another in its place.
-- $1: the session's server process
SELECT 'next' AS kind, '0' AS class, '0' AS object, '0' AS part, pg_catalog.pg_current_xact_id()::text AS what, '0' AS database
UNION ALL
SELECT locktype,
       CASE WHEN locktype = 'relation' THEN '1259' ELSE classid::text END,
       CASE WHEN locktype = 'relation' THEN relation::text ELSE objid::text END,
       objsubid::text,
       mode,
       database::text
  FROM pg_catalog.pg_locks
 WHERE pid = $1::integer
   AND granted
   AND locktype IN ('relation', 'object', 'advisory')
