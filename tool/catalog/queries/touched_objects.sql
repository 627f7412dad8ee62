-- What a transaction holds: every lock on a relation or object, and the advisory locks of its session. Of a step whose locks tell all also
-- what new definitions refer to, by the rows that say so ('reference', with the number of ids from the transaction's to the row's, and whether
-- that one is in progress, where it is known to have been given out); what came neither with the server nor is known to have come with an
-- extension, and may have run as code in DDL on the relations: what the types of their columns, indexes, defaults and constraints are made of,
-- and casts ('code'; an index whose code has run is among the relations, as that takes a lock on it); and the relations that there are
-- ('present').
-- PostgreSQL locks what a definition refers to since its minor releases of late 2026, and not before: the rows tell of it everywhere. A row
-- that is visible and whose transaction is in progress is this one's (written_rows.sql).
-- OFFSET 0 keeps each look to its index: joined otherwise, the server may look at what all relations of the database are made of.
-- Runs inside the transaction, after its search_path was settled, or in another session, which sees what stood before.
-- $1: the session's server process, NULL for this one; $2: whether its locks tell all
WITH held AS MATERIALIZED (
  SELECT locktype,
         CASE WHEN locktype = 'relation' THEN 1259::oid ELSE classid END AS class,
         CASE WHEN locktype = 'relation' THEN relation ELSE objid END AS object,
         objsubid,
         mode,
         database
    FROM pg_catalog.pg_locks
   WHERE pid = coalesce($1::integer, pg_catalog.pg_backend_pid())
     AND granted
     AND locktype IN ('relation', 'object', 'advisory')
), relations AS MATERIALIZED (
  SELECT object AS oid, pg_catalog.bool_or(mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')) AS changed
    FROM held
   WHERE $2::boolean AND locktype = 'relation'
   GROUP BY object
), parts AS MATERIALIZED (
  SELECT 1259::oid AS class, oid AS object, changed, true AS with_code FROM relations WHERE changed OR oid >= 16384
  UNION ALL
  SELECT own.classid, own.objid, changed, own.classid IN (2604, 2606)
    FROM relations
   CROSS JOIN LATERAL (SELECT DISTINCT classid, objid FROM pg_catalog.pg_depend WHERE refclassid = 1259 AND refobjid = oid OFFSET 0) own
   WHERE changed OR oid >= 16384
), uses AS MATERIALIZED (
  SELECT DISTINCT refclassid, refobjid, changed, with_code AND refclassid IN (1255, 1247, 2616, 2617) AS code, -pg_catalog.age(xmin) AS after
    FROM parts
   CROSS JOIN LATERAL (SELECT refclassid, refobjid, xmin
                         FROM pg_catalog.pg_depend
                        WHERE classid = class AND objid = object AND refobjid >= 16384 OFFSET 0) used
)
SELECT locktype AS kind, class::text, object::text, objsubid::text AS number, mode AS what, database::text FROM held
UNION ALL
SELECT 'reference', refclassid::text, refobjid::text, after::text,
       CASE WHEN after = 0 THEN 'in progress'
            WHEN pg_catalog.pg_current_xact_id()::text::bigint + after < pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint
            THEN pg_catalog.pg_xact_status((pg_catalog.pg_current_xact_id()::text::bigint + after)::text::xid8) END,
       NULL
  FROM uses
 WHERE changed AND after >= 0
   AND (refclassid <> 1259 OR EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = refobjid AND relkind = 'S'))
UNION ALL
SELECT DISTINCT 'code', refclassid::text, refobjid::text, NULL, NULL, NULL FROM uses WHERE code
UNION ALL
SELECT 'code', '2605', oid::text, NULL, NULL, NULL FROM pg_catalog.pg_cast WHERE $2::boolean AND castfunc >= 16384
UNION ALL
SELECT 'present', '1259', oid::text, NULL, NULL, NULL
  FROM relations
 WHERE oid >= 16384 AND EXISTS (SELECT FROM pg_catalog.pg_class WHERE pg_class.oid = relations.oid)
