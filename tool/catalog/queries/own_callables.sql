-- Which of some names are functions, operators or types that did not come with the server or an extension: a call by one of these names
-- may be a call of theirs, whatever built-in function has the name as well. Enumerations run nothing. Where anything is called at all, casts
-- count too, as nobody need write them.
-- $1: names without schemas
WITH named AS (
  SELECT 1255::oid AS class, oid FROM pg_catalog.pg_proc WHERE proname = ANY ($1::name[])
  UNION ALL
  SELECT 2617::oid, oid FROM pg_catalog.pg_operator WHERE oprname = ANY ($1::name[])
  UNION ALL
  SELECT 1247::oid, oid FROM pg_catalog.pg_type WHERE typname = ANY ($1::name[]) AND typtype <> 'e'
  UNION ALL
  SELECT 2605::oid, oid FROM pg_catalog.pg_cast WHERE castfunc >= 16384 AND pg_catalog.cardinality($1::name[]) > 0
)
SELECT pg_catalog.pg_describe_object(class, oid, 0)
  FROM named
 WHERE oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = class AND e.objid = named.oid AND e.refclassid = 3079 AND e.deptype = 'e')
