-- Comments on objects $1 (their catalogues, oid[]) and $2 (oid[]), and on columns of relations and composite types among them.
-- Class, oid, column, text.
WITH objects AS MATERIALIZED (
  SELECT class, oid FROM unnest($1::pg_catalog.oid[], $2::pg_catalog.oid[]) AS wanted (class, oid)
)
SELECT o.class, o.oid, '', d.description
  FROM objects o JOIN pg_catalog.pg_description d ON d.classoid = o.class AND d.objoid = o.oid AND d.objsubid = 0
UNION ALL
SELECT o.class, o.oid, a.attname, d.description
  FROM objects o
  LEFT JOIN pg_catalog.pg_type t ON o.class = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = o.oid AND t.typrelid <> 0
  JOIN pg_catalog.pg_description d
    ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid > 0
   AND d.objoid = CASE WHEN o.class = 'pg_catalog.pg_class'::pg_catalog.regclass THEN o.oid ELSE t.typrelid END
  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
