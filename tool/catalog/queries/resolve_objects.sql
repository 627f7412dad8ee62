-- Who objects of the catalogue are, and which relation answers for each: an index's table, a toast table's table, an owned sequence's
-- table, or what object_parts.sql says. What is not visible gives no row.
-- Inlined, each expression would be planned again wherever the next one names it.
-- $1: catalogues, $2: objects in them, $3 and $4: the catalogues and objects that they are told by, $5: the relations and $6: the types that
-- they belong to, or 0; all of one length
WITH wanted AS MATERIALIZED (
  SELECT classid, objid, class, object, nullif(type, 0) AS type,
         coalesce((SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = relation), nullif(relation, 0)) AS main
    FROM unnest($1::oid[], $2::oid[], $3::oid[], $4::oid[], $5::oid[], $6::oid[]) AS w (classid, objid, class, object, relation, type)
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
       coalesce(CASE WHEN a.classid = 1259 THEN n.nspname ELSE o.schema END, ''),
       coalesce(CASE WHEN a.classid = 1259 THEN c.relname ELSE o.name END, o.identity),
       coalesce(an.nspname, tn.nspname, ''),
       coalesce(ac.relname, t.typname, ''),
       coalesce(a.answers, a.type, 0)::text,
       o.type || ' ' || o.identity,
       (c.relkind IN ('i', 'I'))::int::text,
       (SELECT extname
          FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
         -- Of a composite type it is the type that belongs to the extension.
         WHERE d.classid = CASE WHEN ac.relkind <> 'c' THEN 1259 WHEN ac.relkind = 'c' OR a.type IS NOT NULL THEN 1247 ELSE a.class END
           AND d.objid = coalesce(CASE WHEN ac.relkind = 'c' THEN ac.reltype ELSE a.answers END, a.type, a.object)
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
