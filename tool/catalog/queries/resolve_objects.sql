-- Who objects of the catalogue are, and which relation answers for each: an index's table, a toast table's table, an owned sequence's
-- table, a constraint's, trigger's, rule's, default's or policy's relation, a row type's relation. Default privileges have the name of their
-- schema, members of a publication or operator family and the mappings of a foreign server that of the whole. What is not visible gives no row.
-- Inlined, each expression would be planned again wherever the next one names it: more than two hundred times.
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
           WHEN 1259 THEN objid
           WHEN 2606 THEN (SELECT nullif(conrelid, 0) FROM pg_catalog.pg_constraint WHERE oid = objid)
           -- The triggers of a foreign key are its own, on whichever table they sit.
           WHEN 2620 THEN (SELECT coalesce(nullif(conrelid, 0), tgrelid)
                             FROM pg_catalog.pg_trigger t LEFT JOIN pg_catalog.pg_constraint c ON c.oid = tgconstraint AND contype = 'f'
                            WHERE t.oid = objid)
           WHEN 2618 THEN (SELECT ev_class FROM pg_catalog.pg_rewrite WHERE oid = objid)
           WHEN 2604 THEN (SELECT adrelid FROM pg_catalog.pg_attrdef WHERE oid = objid)
           WHEN 3256 THEN (SELECT polrelid FROM pg_catalog.pg_policy WHERE oid = objid)
           WHEN 3381 THEN (SELECT stxrelid FROM pg_catalog.pg_statistic_ext WHERE oid = objid)
           WHEN 6106 THEN (SELECT prrelid FROM pg_catalog.pg_publication_rel WHERE oid = objid)
           WHEN 1247 THEN (SELECT coalesce(nullif(t.typrelid, 0), nullif(e.typrelid, 0))
                             FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
                            WHERE t.oid = objid)
         END AS relation,
         CASE classid
           WHEN 1247 THEN (SELECT CASE WHEN typcategory = 'A' AND typelem <> 0 THEN typelem ELSE oid END FROM pg_catalog.pg_type WHERE oid = objid)
           -- A type's own functions, such as a range's constructors.
           WHEN 1255 THEN (SELECT refobjid FROM pg_catalog.pg_depend WHERE classid = 1255 AND pg_depend.objid = wanted.objid AND refclassid = 1247 AND deptype = 'i' LIMIT 1)
           WHEN 2606 THEN (SELECT nullif(contypid, 0) FROM pg_catalog.pg_constraint WHERE oid = objid)
         END AS type
    FROM wanted
), indexed AS MATERIALIZED (
  -- A multirange type is its range's.
  SELECT b.classid, b.objid, b.class, b.object, b.relation, coalesce((SELECT rngtypid FROM pg_catalog.pg_range WHERE rngmultitypid = b.type), b.type) AS type,
         coalesce((SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = relation), relation) AS main FROM belonging b
), answering AS MATERIALIZED (
  SELECT i.*,
         coalesce((SELECT refobjid
                     FROM pg_catalog.pg_depend JOIN pg_catalog.pg_class s ON s.oid = objid
                    WHERE classid = 1259 AND objid = main AND refclassid = 1259 AND deptype IN ('a', 'i') AND relkind IN ('S', 't')
                    LIMIT 1), main) AS answers
    FROM indexed i
)
SELECT a.classid::text,
       a.objid::text,
       CASE WHEN a.classid = 1259 OR a.answers IS NOT NULL OR a.type IS NOT NULL THEN 'relation' WHEN a.classid = 1255 THEN 'function' ELSE o.type END,
       coalesce(CASE WHEN a.classid = 1259 THEN n.nspname WHEN a.classid = 1255 THEN pn.nspname ELSE o.schema END, ''),
       coalesce(CASE a.class WHEN 1259 THEN c.relname WHEN 1255 THEN p.proname
                               WHEN 2617 THEN (SELECT oprname FROM pg_catalog.pg_operator WHERE oid = a.objid)
                               WHEN 2616 THEN (SELECT opcname FROM pg_catalog.pg_opclass WHERE oid = a.objid)
                               WHEN 2753 THEN (SELECT opfname FROM pg_catalog.pg_opfamily WHERE oid = a.object)
                               ELSE o.name END, o.identity),
       coalesce(an.nspname, tn.nspname, ''),
       coalesce(ac.relname, t.typname, ''),
       coalesce(a.answers, a.type, 0)::text,
       o.type || ' ' || o.identity,
       (c.relkind IN ('i', 'I'))::int::text,
       (SELECT extname
          FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
         -- Of a composite type it is the type that belongs to the extension.
         WHERE d.classid = CASE WHEN ac.relkind <> 'c' THEN 1259 WHEN ac.relkind = 'c' OR a.type IS NOT NULL THEN 1247 ELSE a.classid END
           AND d.objid = coalesce(CASE WHEN ac.relkind = 'c' THEN ac.reltype ELSE a.answers END, a.type, a.objid)
           AND d.refclassid = 3079 AND d.deptype = 'e'),
       coalesce(ac.relpersistence = 't', false)::int::text,
       parents.schemas::text,
       parents.names::text
  FROM answering a
 CROSS JOIN LATERAL pg_catalog.pg_identify_object(a.class, a.object, 0) o
  LEFT JOIN pg_catalog.pg_class c ON a.classid = 1259 AND c.oid = a.objid
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class ac ON ac.oid = a.answers
  LEFT JOIN pg_catalog.pg_namespace an ON an.oid = ac.relnamespace
  LEFT JOIN pg_catalog.pg_type t ON a.answers IS NULL AND t.oid = a.type
  LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_proc p ON a.classid = 1255 AND p.oid = a.objid
  LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
 CROSS JOIN LATERAL (
         WITH RECURSIVE up (oid, depth) AS (
           SELECT inhparent, 1 FROM pg_catalog.pg_inherits WHERE inhrelid = a.answers
           UNION ALL
           SELECT inhparent, depth + 1 FROM up JOIN pg_catalog.pg_inherits ON inhrelid = up.oid
         )
         SELECT coalesce(array_agg(nspname::text ORDER BY depth), '{}') AS schemas, coalesce(array_agg(relname::text ORDER BY depth), '{}') AS names
           FROM up JOIN pg_catalog.pg_class pc ON pc.oid = up.oid JOIN pg_catalog.pg_namespace ON pg_namespace.oid = pc.relnamespace
       ) parents
 WHERE o.identity IS NOT NULL
