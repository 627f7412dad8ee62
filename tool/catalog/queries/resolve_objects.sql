-- Who objects of the catalogue are, and which relation answers for each: an index's table, a toast table's table, an owned sequence's
-- table, a row type's and a constraint's table, or what object_parts.sql says. What is not visible gives no row.
-- Inlined, each expression would be planned again wherever the next one names it. OFFSET 0 keeps each look to its index: a join is planned
-- for longer, and may read whole catalogues.
-- $1: catalogues, $2: objects in them, $3 and $4: the catalogues and objects that they are told by, $5: the relations and $6: the types that
-- they belong to, or 0; all of one length
WITH given AS MATERIALIZED (
  SELECT classid, objid, class, object,
         -- A row type belongs to its relation, an array to its elements' type, a multirange to its range's.
         coalesce(nullif(w.relation, 0), nullif(k.conrelid, 0), nullif(t.typrelid, 0), e.typrelid) AS relation,
         coalesce(nullif(w.type, 0), k.contypid, (SELECT rngtypid FROM pg_catalog.pg_range WHERE rngmultitypid = coalesce(e.oid, t.oid)), e.oid, t.oid) AS type
    FROM unnest($1::oid[], $2::oid[], $3::oid[], $4::oid[], $5::oid[], $6::oid[]) AS w (classid, objid, class, object, relation, type)
    LEFT JOIN LATERAL (SELECT oid, typrelid, typelem, typcategory FROM pg_catalog.pg_type WHERE classid = 1247 AND pg_type.oid = objid OFFSET 0) t ON true
    LEFT JOIN LATERAL (SELECT oid, typrelid FROM pg_catalog.pg_type WHERE t.typcategory = 'A' AND pg_type.oid = t.typelem OFFSET 0) e ON true
    LEFT JOIN LATERAL (SELECT conrelid, contypid FROM pg_catalog.pg_constraint WHERE classid = 2606 AND pg_constraint.oid = objid OFFSET 0) k ON true
), wanted AS MATERIALIZED (
  SELECT classid, objid, class, object, nullif(type, 0) AS type,
         coalesce((SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = relation), nullif(relation, 0)) AS main
    FROM given
), answering AS MATERIALIZED (
  SELECT w.*,
         coalesce((SELECT refobjid
                     FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid
                    WHERE d.classid = 1259 AND d.objid = main AND refclassid = 1259 AND deptype IN ('a', 'i') AND relkind IN ('S', 't')
                    LIMIT 1), main) AS answers
    FROM wanted w
)
SELECT a.classid::text,
       a.objid::text,
       CASE WHEN a.classid = 1259 OR a.answers IS NOT NULL OR a.type IS NOT NULL THEN 'relation' WHEN a.classid = 1255 THEN 'function' ELSE o.type END,
       coalesce(CASE WHEN a.classid = 1259 THEN c.nspname ELSE o.schema END, ''),
       coalesce(CASE WHEN a.classid = 1259 THEN c.relname ELSE o.name END, o.identity),
       coalesce(ac.nspname, t.nspname, ''),
       coalesce(ac.relname, t.typname, ''),
       coalesce(a.answers, a.type, 0)::text,
       o.type || ' ' || o.identity,
       (c.relkind IN ('i', 'I'))::int::text,
       (SELECT extname
          FROM (SELECT refobjid
                  FROM pg_catalog.pg_depend d
                 -- Of a composite type it is the type that belongs to the extension.
                 WHERE d.classid = CASE WHEN ac.relkind <> 'c' THEN 1259 WHEN ac.relkind = 'c' OR a.type IS NOT NULL THEN 1247 ELSE a.class END
                   AND d.objid = coalesce(CASE WHEN ac.relkind = 'c' THEN ac.reltype ELSE a.answers END, a.type, a.object)
                   AND d.refclassid = 3079 AND d.deptype = 'e' OFFSET 0) member
          JOIN pg_catalog.pg_extension x ON x.oid = member.refobjid),
       coalesce(ac.relpersistence = 't', false)::int::text,
       parents.schemas::text,
       parents.names::text
  FROM answering a
 CROSS JOIN LATERAL pg_catalog.pg_identify_object(a.class, a.object, 0) o
  LEFT JOIN LATERAL (SELECT nspname, relname, relkind
                       FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
                      WHERE a.classid = 1259 AND pg_class.oid = a.objid OFFSET 0) c ON true
  LEFT JOIN LATERAL (SELECT nspname, relname, relkind, relpersistence, reltype
                       FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
                      WHERE pg_class.oid = a.answers OFFSET 0) ac ON true
  LEFT JOIN LATERAL (SELECT nspname, typname
                       FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace ON pg_namespace.oid = typnamespace
                      WHERE a.answers IS NULL AND pg_type.oid = a.type OFFSET 0) t ON true
 CROSS JOIN LATERAL (
         WITH RECURSIVE up (oid, depth) AS (
           SELECT inhparent, 1 FROM pg_catalog.pg_inherits WHERE inhrelid = a.answers
           UNION ALL
           SELECT above.inhparent, depth + 1
             FROM up CROSS JOIN LATERAL (SELECT inhparent FROM pg_catalog.pg_inherits WHERE inhrelid = up.oid OFFSET 0) above
         )
         SELECT coalesce(pg_catalog.array_agg(nspname::text ORDER BY depth), '{}') AS schemas, coalesce(pg_catalog.array_agg(relname::text ORDER BY depth), '{}') AS names
           FROM up CROSS JOIN LATERAL (SELECT nspname, relname
                                         FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace
                                        WHERE pg_class.oid = up.oid OFFSET 0) parent
       ) parents
 WHERE o.identity IS NOT NULL
