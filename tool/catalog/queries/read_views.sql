-- Views and materialized views $1 (oid[]), the indexes of the latter, defaults of the former's columns; columns as in read_routines.sql.
-- CREATE OR REPLACE VIEW only adds columns behind those that are there.
WITH views AS MATERIALIZED (
  SELECT c.*, c.tableoid AS class, n.nspname, v.home || pg_catalog.quote_ident(c.relname) AS written, v.home,
         CASE WHEN c.reloptions IS NULL THEN '' ELSE
           ' WITH (' || (SELECT pg_catalog.string_agg(option_name || '=' || pg_catalog.quote_literal(option_value), ', ')
                           FROM pg_catalog.pg_options_to_table(c.reloptions)) || ')' END
         || E' AS\n' || pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';') AS body,
         ARRAY(SELECT pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod) || ' '
                      || a.attcollation::pg_catalog.regcollation::pg_catalog.text
               FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS columns
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (SELECT CASE WHEN n.nspname = pg_catalog.current_schema() THEN ''
                                    ELSE pg_catalog.quote_ident(n.nspname) || '.' END AS home) v
   WHERE c.oid = ANY ($1::pg_catalog.oid[])
)
SELECT v.class, v.oid, 'view', 'relation', v.nspname, v.relname, '',
       'CREATE VIEW ' || v.written || v.body, 'DROP VIEW ' || v.written, 'CREATE OR REPLACE VIEW ' || v.written || v.body,
       v.columns,
       NULL, NULL, NULL, false
  FROM views v WHERE v.relkind = 'v'
UNION ALL
-- Whether it has rows is no difference.
SELECT v.class, v.oid, 'materialized view', 'relation', v.nspname, v.relname, '',
       'CREATE MATERIALIZED VIEW ' || v.written
         || CASE WHEN am.amname <> 'heap' THEN ' USING ' || pg_catalog.quote_ident(am.amname) ELSE '' END || v.body
         || CASE WHEN v.relispopulated THEN '' ELSE E'\nWITH NO DATA' END,
       'DROP MATERIALIZED VIEW ' || v.written, NULL, v.columns,
       coalesce(am.amname, '') || v.body, NULL, NULL, false
  FROM views v LEFT JOIN pg_catalog.pg_am am ON am.oid = v.relam WHERE v.relkind = 'm'
UNION ALL
SELECT v.class, i.indexrelid, 'index', 'relation', v.nspname, ic.relname, '',
       pg_catalog.format('CREATE %sINDEX %I ON ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, ic.relname) || v.written || ' '
         || pg_catalog.substr(pg_catalog.pg_get_indexdef(i.indexrelid), 1 + pg_catalog.length(
              pg_catalog.format('CREATE %sINDEX %I ON %I.%I ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, ic.relname, v.nspname, v.relname))),
       'DROP INDEX ' || v.home || pg_catalog.quote_ident(ic.relname), NULL, '{}'::pg_catalog.text[], NULL, v.relname, '', false
  FROM views v JOIN pg_catalog.pg_index i ON i.indrelid = v.oid JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
UNION ALL
SELECT d.tableoid, d.oid, 'default', 'relation', v.nspname, v.relname, 'default of column ' || a.attname,
       pg_catalog.format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', v.written, a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid)),
       pg_catalog.format('ALTER VIEW %s ALTER COLUMN %I DROP DEFAULT', v.written, a.attname),
       pg_catalog.format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', v.written, a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid)),
       '{}'::pg_catalog.text[], NULL, NULL, '', false
  FROM views v JOIN pg_catalog.pg_attrdef d ON d.adrelid = v.oid
  JOIN pg_catalog.pg_attribute a ON a.attrelid = v.oid AND a.attnum = d.adnum
 WHERE v.relkind = 'v'
