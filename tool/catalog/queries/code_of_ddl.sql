-- What came neither with the server nor is known to have come with an extension, and may have run as code in DDL on some relations: what the
-- types of their columns, indexes, defaults and constraints are made of, and casts. Indexes are among the relations where their code has run,
-- as that takes a lock on them. And, as 1259, the relations that there are.
-- OFFSET 0 keeps each look to its index: joined otherwise, the server may look at what all relations of the database are made of.
-- $1: relations
WITH parts AS MATERIALIZED (
  SELECT 1259::oid AS class, r.oid AS part FROM pg_catalog.unnest($1::oid[]) AS r (oid)
  UNION ALL
  SELECT own.classid, own.objid
    FROM pg_catalog.unnest($1::oid[]) AS r (oid)
   CROSS JOIN LATERAL (SELECT classid, objid FROM pg_catalog.pg_depend WHERE refclassid = 1259 AND refobjid = r.oid AND classid IN (2604, 2606) OFFSET 0) own
)
SELECT used.refclassid::text, used.refobjid::text
  FROM parts
 CROSS JOIN LATERAL (SELECT refclassid, refobjid
                       FROM pg_catalog.pg_depend
                      WHERE classid = class AND objid = part AND refclassid IN (1255, 1247, 2616, 2617) AND refobjid >= 16384
                     OFFSET 0) used
 UNION ALL
SELECT '2605', oid::text FROM pg_catalog.pg_cast WHERE castfunc >= 16384
 UNION ALL
SELECT '1259', oid::text FROM pg_catalog.pg_class WHERE oid = ANY ($1::oid[])
