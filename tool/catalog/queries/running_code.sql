-- Which of some relations run code that did not come with the server or an extension, and where they have it.
-- $1: relations, $2: where to look: 0 columns, 1259 indexes, 2604 defaults, 2606 checks, 2618 rules, 2620 triggers, 3256 policies,
-- 3381 extended statistics, 3541 the range types of columns
WITH parts AS (
  SELECT w.oid AS relation, 0::oid AS place, 1259::oid AS class, w.oid AS part FROM unnest($1::oid[]) AS w (oid)
  UNION ALL
  SELECT indrelid, 1259::oid, 1259::oid, indexrelid FROM pg_catalog.pg_index WHERE indrelid = ANY ($1::oid[])
  UNION ALL
  SELECT refobjid, classid, classid, objid FROM pg_catalog.pg_depend
   WHERE refclassid = 1259 AND refobjid = ANY ($1::oid[]) AND classid IN (2604, 2606, 2618, 2620, 3256, 3381)
), wanted AS (
  SELECT DISTINCT relation, class, part FROM parts WHERE place = ANY ($2::oid[])
), used AS (
  SELECT w.relation, d.refclassid, d.refobjid
    FROM wanted w JOIN pg_catalog.pg_depend d ON d.classid = w.class AND d.objid = w.part
   WHERE d.refclassid IN (1255, 2616, 2617)
      OR (d.refclassid = 1247 AND EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid = d.refobjid AND typtype = 'd'))
)
SELECT DISTINCT relation::text, pg_catalog.pg_describe_object(refclassid, refobjid, 0)
  FROM used
 WHERE refobjid >= 16384
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = refclassid AND e.objid = refobjid AND e.refclassid = 3079 AND e.deptype = 'e')
UNION
SELECT d.objid::text, pg_catalog.pg_describe_object(1247, r.rngtypid, 0)
  FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_type t ON t.oid = d.refobjid
  JOIN pg_catalog.pg_range r ON t.oid IN (r.rngtypid, r.rngmultitypid) OR t.typelem IN (r.rngtypid, r.rngmultitypid)
 WHERE 3541 = ANY ($2::oid[]) AND d.classid = 1259 AND d.objid = ANY ($1::oid[]) AND d.refclassid = 1247
   AND (r.rngsubdiff::oid >= 16384 OR r.rngcanonical::oid >= 16384)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 1247 AND e.objid = r.rngtypid AND e.refclassid = 3079 AND e.deptype = 'e')
UNION
SELECT ev_class::text, 'rule ' || rulename FROM pg_catalog.pg_rewrite
 WHERE ev_class = ANY ($1::oid[]) AND rulename <> '_RETURN' AND 2618 = ANY ($2::oid[])
