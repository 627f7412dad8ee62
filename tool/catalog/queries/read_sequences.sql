-- The sequences $1 (oid[]) and those that belong to a column of the tables $2 (oid[]).
-- Schema, name, type, start, increment, minimum, maximum, cache, cycle, owner's table, owner's column, whether it is an identity's.
WITH owned AS MATERIALIZED (
  SELECT objid, refobjid, refobjsubid, deptype FROM pg_catalog.pg_depend
   WHERE refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = ANY ($2::pg_catalog.oid[]) AND refobjsubid > 0
     AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype IN ('a', 'i')
  UNION
  SELECT objid, refobjid, refobjsubid, deptype FROM pg_catalog.pg_depend
   WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objid = ANY ($1::pg_catalog.oid[])
     AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjsubid > 0 AND deptype IN ('a', 'i')
)
SELECT n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
       s.seqcycle, coalesce(o.refobjid, 0), coalesce(a.attname, ''), coalesce(o.deptype = 'i', false)
  FROM pg_catalog.pg_sequence s
  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN owned o ON o.objid = s.seqrelid
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
 WHERE s.seqrelid = ANY (ARRAY(SELECT objid FROM owned) || $1::pg_catalog.oid[])
 ORDER BY n.nspname, c.relname
