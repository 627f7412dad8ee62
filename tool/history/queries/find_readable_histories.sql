-- Of some schemas those with a version table that has deed's columns and that this role may read.
-- $1: schemas, $2: the version table's name
SELECT n.nspname
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY ($1::text[])
   AND c.relname = $2
   AND c.relkind = 'r'
   AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
   AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
   AND (SELECT pg_catalog.count(*) = 21
          FROM pg_catalog.pg_attribute
         WHERE attrelid = c.oid
           AND attname IN ('position', 'revision', 'revises', 'depends_on', 'step', 'steps', 'statement', 'event', 'checksum', 'sql', 'search_path',
                           'run_id', 'at', 'db_role', 'actor', 'host', 'duration_ms', 'rows', 'deed_version', 'message', 'tag'))
