-- The schemas that have a table of that name: of a service with tenants all version tables.
-- $1: the version table's name
SELECT n.nspname
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relname = $1 AND c.relkind = 'r'
 ORDER BY n.nspname
