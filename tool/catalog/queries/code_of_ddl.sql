-- Whether DDL on some relations may have run code that came neither with the server nor with an extension: in the types of their columns, in
-- indexes, defaults, constraints, or in a cast; and how many of the relations there are. Types count but for enumerations: a domain has
-- checks, a range may have functions. Indexes are among the relations where their code has run, as that takes a lock on them.
-- $1: relations
SELECT EXISTS (
         SELECT
           FROM (SELECT 1259::oid AS class, r.oid AS part FROM unnest($1::oid[]) AS r (oid)
                 UNION ALL
                 SELECT classid, objid FROM pg_catalog.pg_depend WHERE refclassid = 1259 AND refobjid = ANY ($1::oid[]) AND classid IN (2604, 2606)) parts
           JOIN pg_catalog.pg_depend d ON d.classid = class AND d.objid = part
          WHERE refclassid IN (1255, 1247, 2616, 2617)
            AND refobjid >= 16384
            AND NOT (refclassid = 1247 AND EXISTS (SELECT FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
                                                    WHERE t.oid = refobjid AND 'e' IN (t.typtype, e.typtype)))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend m
                             WHERE m.classid = d.refclassid AND m.objid = d.refobjid AND m.refclassid = 3079 AND m.deptype = 'e'))
    OR EXISTS (SELECT FROM pg_catalog.pg_cast c
                WHERE castfunc >= 16384
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = 2605 AND objid = c.oid AND refclassid = 3079 AND deptype = 'e')),
       (SELECT count(*) FROM pg_catalog.pg_class WHERE oid = ANY ($1::oid[]))::text
