-- For objects that are a part of another one, or are not called as pg_identify_object() calls them: the whole that they are told by
-- (default privileges by their schema, members of a publication or operator family, the mappings of a foreign server), the relation and
-- the type that they belong to (a trigger's, rule's, default's or policy's relation, a row type's relation), and their names.
-- Types and constraints are told by resolve_objects.sql. What is not visible gives NULLs.
-- Inlined, each expression would be planned again wherever the next one names it.
-- $1: catalogues, $2: objects in them, pairwise
WITH wanted AS MATERIALIZED (
  SELECT classid, objid,
         CASE classid WHEN 826 THEN 2615 WHEN 6237 THEN 6104 WHEN 1418 THEN 1417 WHEN 2602 THEN 2753 WHEN 2603 THEN 2753 END::oid AS whole_class,
         CASE classid
           WHEN 826 THEN (SELECT nullif(defaclnamespace, 0) FROM pg_catalog.pg_default_acl WHERE oid = objid)
           -- By what it depends on: the catalogue of these is newer than PostgreSQL 14.
           WHEN 6237 THEN (SELECT refobjid FROM pg_catalog.pg_depend d WHERE d.classid = 6237 AND d.objid = w.objid AND refclassid = 6104)
           -- Not every role may read user mappings.
           WHEN 1418 THEN (SELECT refobjid FROM pg_catalog.pg_depend d WHERE d.classid = 1418 AND d.objid = w.objid AND refclassid = 1417)
           WHEN 2602 THEN (SELECT amopfamily FROM pg_catalog.pg_amop WHERE oid = objid)
           WHEN 2603 THEN (SELECT amprocfamily FROM pg_catalog.pg_amproc WHERE oid = objid)
         END AS whole
    FROM unnest($1::oid[], $2::oid[]) AS w (classid, objid)
), belonging AS MATERIALIZED (
  SELECT classid, objid, CASE WHEN whole IS NULL THEN classid ELSE whole_class END AS class, coalesce(whole, objid) AS object,
         CASE classid
           -- The triggers of a foreign key are its own, on whichever table they sit.
           WHEN 2620 THEN (SELECT coalesce(nullif(conrelid, 0), tgrelid)
                             FROM pg_catalog.pg_trigger t LEFT JOIN pg_catalog.pg_constraint c ON c.oid = tgconstraint AND contype = 'f'
                            WHERE t.oid = objid)
           WHEN 2618 THEN (SELECT ev_class FROM pg_catalog.pg_rewrite WHERE oid = objid)
           WHEN 2604 THEN (SELECT adrelid FROM pg_catalog.pg_attrdef WHERE oid = objid)
           WHEN 3256 THEN (SELECT polrelid FROM pg_catalog.pg_policy WHERE oid = objid)
           WHEN 3381 THEN (SELECT stxrelid FROM pg_catalog.pg_statistic_ext WHERE oid = objid)
           WHEN 6106 THEN (SELECT prrelid FROM pg_catalog.pg_publication_rel WHERE oid = objid)
         END AS relation,
         CASE classid
           -- A type's own functions and casts, such as a range's constructors and the cast to its multirange.
           WHEN 1255 THEN (SELECT refobjid FROM pg_catalog.pg_depend WHERE classid = 1255 AND pg_depend.objid = wanted.objid AND refclassid = 1247 AND deptype = 'i' LIMIT 1)
           WHEN 2605 THEN (SELECT refobjid FROM pg_catalog.pg_depend WHERE classid = 2605 AND pg_depend.objid = wanted.objid AND refclassid = 1247 AND deptype = 'i' LIMIT 1)
         END AS type
    FROM wanted
)
SELECT classid::text, objid::text, class::text, object::text, coalesce(relation, 0)::text,
       -- A multirange type is its range's.
       coalesce((SELECT rngtypid FROM pg_catalog.pg_range WHERE rngmultitypid = type), type, 0)::text,
       CASE classid WHEN 1255 THEN (SELECT nspname FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace WHERE p.oid = objid) END,
       CASE class
         WHEN 1255 THEN (SELECT proname FROM pg_catalog.pg_proc WHERE oid = objid)
         WHEN 2617 THEN (SELECT oprname FROM pg_catalog.pg_operator WHERE oid = objid)
         WHEN 2616 THEN (SELECT opcname FROM pg_catalog.pg_opclass WHERE oid = objid)
         WHEN 2753 THEN (SELECT opfname FROM pg_catalog.pg_opfamily WHERE oid = object)
       END
  FROM belonging
