-- Version tables of Alembic, whatever a service called them: one column version_num of varchar.
SELECT n.nspname, c.relname
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = attrelid AND relkind = 'r' AND relnatts = 1
  JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
 WHERE attname = 'version_num' AND attnum = 1 AND atttypid = 'pg_catalog.varchar'::pg_catalog.regtype
