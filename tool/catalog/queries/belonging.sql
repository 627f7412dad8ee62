-- Objects that follow another one, each with what it follows and how far up that is: owned sequences and extended statistics their table,
-- partitions and children their parents. By the catalogue alone, whoever may use the objects.
WITH RECURSIVE followed (class, oid, parent, depth) AS (
  SELECT classid, objid, refobjid, 1
    FROM pg_catalog.pg_depend JOIN pg_catalog.pg_class s ON s.oid = objid
   WHERE classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
     AND deptype IN ('a', 'i') AND refobjsubid > 0 AND relkind = 'S'
  UNION ALL
  SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, oid, stxrelid, 1 FROM pg_catalog.pg_statistic_ext
  UNION ALL
  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, inhrelid, inhparent, 1
    FROM pg_catalog.pg_inherits JOIN pg_catalog.pg_class c ON c.oid = inhrelid AND relkind IN ('r', 'p', 'f')
  UNION ALL
  SELECT followed.class, followed.oid, inhparent, depth + 1 FROM followed JOIN pg_catalog.pg_inherits ON inhrelid = parent
)
SELECT CASE WHEN st.oid IS NULL THEN 'relation' ELSE 'statistics' END, n.nspname, coalesce(c.relname, st.stxname), pn.nspname, p.relname
  FROM followed f
  LEFT JOIN pg_catalog.pg_class c ON f.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = f.oid
  LEFT JOIN pg_catalog.pg_statistic_ext st ON f.class = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND st.oid = f.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(c.relnamespace, st.stxnamespace)
  JOIN pg_catalog.pg_class p ON p.oid = f.parent
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
 ORDER BY f.depth, pn.nspname, p.relname
