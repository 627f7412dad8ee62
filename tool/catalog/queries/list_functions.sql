-- The functions of this database, each with a digest of all that the catalogue says of it; asked before and inside the transaction.
-- Left out: what belongs to an extension or a type, and the temporary.
SELECT p.oid::text, n.nspname, p.proname, md5(p::text)
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace
 WHERE p.oid >= 16384
   AND nspname NOT LIKE 'pg\_temp\_%'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
