-- The parents of the tables $1 (oid[]), in their order. Table, schema and name of the parent.
SELECT i.inhrelid, n.nspname, c.relname
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE i.inhrelid = ANY ($1::pg_catalog.oid[])
 ORDER BY i.inhrelid, i.inhseqno
