-- Whether any of these types, functions, operator classes, operators and casts runs code that came with no extension. Types count but for
-- enumerations: a domain has checks, a range may have functions.
-- $1: catalogues, $2: objects in them, pairwise
SELECT EXISTS (
         SELECT FROM unnest($1::oid[], $2::oid[]) AS used (class, object)
          WHERE NOT (class = 1247 AND EXISTS (SELECT FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
                                               WHERE t.oid = object AND 'e' IN (t.typtype, e.typtype)))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE classid = class AND objid = object AND refclassid = 3079 AND deptype = 'e'))
