-- The tables $1 (oid[]). Table, whether it is unlogged, PARTITION BY, columns of its key, bound of a partition, the same as an expression
-- (a hash partition's has the OID of its parent in it), whether it has children that are not among $1.
SELECT c.oid, c.relpersistence = 'u', coalesce(pg_catalog.pg_get_partkeydef(c.oid), ''),
       CASE WHEN c.relkind = 'p' THEN
         -- Columns of the key belong to it internally, those in expressions too.
         ARRAY(SELECT DISTINCT a.attname::text FROM pg_catalog.pg_depend d
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
                WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.objsubid > 0 AND d.deptype = 'i'
                  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = c.oid AND d.refobjsubid = 0
                ORDER BY 1) END,
       CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
       CASE WHEN c.relispartition AND pg_catalog.strpos(pg_catalog.pg_get_partition_constraintdef(c.oid), 'satisfies_hash_partition(') = 0
         THEN pg_catalog.pg_get_partition_constraintdef(c.oid) END,
       EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid AND i.inhrelid <> ALL ($1::pg_catalog.oid[]))
  FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])
