-- Which relations some views read.
-- $1: relations, of which those that are views give rows
SELECT DISTINCT ev_class::text, refobjid::text
  FROM pg_catalog.pg_rewrite r
  JOIN pg_catalog.pg_depend d ON d.classid = 2618 AND d.objid = r.oid AND d.refclassid = 1259 AND d.refobjid <> ev_class
 WHERE ev_class = ANY ($1::oid[])
