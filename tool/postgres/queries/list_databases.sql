-- The databases of the server that this role may connect to, for a message.
-- No parameters.
SELECT datname
  FROM pg_catalog.pg_database
 WHERE NOT datistemplate AND datallowconn AND pg_catalog.has_database_privilege(oid, 'CONNECT')
 ORDER BY datname
 LIMIT 20
