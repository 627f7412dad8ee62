-- Indexes that PostgreSQL does not use, their tables, and who builds one now as far as this role may see.
-- No parameters.
SELECT t.oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
       pg_catalog.quote_ident(s.nspname) || '.' || pg_catalog.quote_ident(t.relname), c.relname, c.relkind = 'I', coalesce(p.pid, 0)
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_namespace s ON s.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_stat_progress_create_index p
         ON p.datname = pg_catalog.current_database() AND p.relid = i.indrelid AND p.index_relid IN (0, i.indexrelid)
 WHERE NOT i.indisvalid AND s.nspname OPERATOR(pg_catalog.!~) '^pg_'
 ORDER BY 2
