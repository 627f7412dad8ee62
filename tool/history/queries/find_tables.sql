-- Which of deed's tables are there, and whether the version table has deed's columns. to_regclass() answers NULL for what is not there.
-- $1: the version table's name as it stands in SQL
SELECT (to_regclass($1) IS NOT NULL)::int::text AS version_table,
       (to_regclass('deed.ownership') IS NOT NULL)::int::text AS ownership_table,
       (SELECT (count(*) = 21)::int::text
          FROM pg_attribute
          JOIN pg_class ON pg_class.oid = attrelid
         WHERE attrelid = to_regclass($1)
           AND relkind = 'r'
           AND attname IN ('position', 'revision', 'revises', 'depends_on', 'step', 'steps', 'statement', 'event', 'checksum', 'sql', 'search_path',
                           'run_id', 'at', 'db_role', 'actor', 'host', 'duration_ms', 'rows', 'deed_version', 'message', 'tag')) AS own_shape
