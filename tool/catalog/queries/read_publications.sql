-- Publications $1 (oid[]) with the tables and schemas that they publish; columns as in read_routines.sql.
-- PostgreSQL 14 has neither schemas in them, nor lists of columns, nor conditions.
WITH publications AS MATERIALIZED (
  SELECT p.*, p.tableoid AS class, pg_catalog.quote_ident(p.pubname) AS written, o.*
    FROM pg_catalog.pg_publication p
    CROSS JOIN LATERAL (
      SELECT 'publish = ' || pg_catalog.quote_literal(pg_catalog.concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
               CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END)) AS events,
             p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate AS all_events,
             'publish_via_partition_root = ' || p.pubviaroot AS root,
             -- From 18 on.
             'publish_generated_columns = ' || CASE pg_catalog.to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' WHEN 'n' THEN 'none' END AS generated
    ) o
   WHERE p.oid = ANY ($1::pg_catalog.oid[])
), tables AS MATERIALIZED (
  SELECT r.class, r.oid, r.prpubid, n.nspname, c.relname,
         CASE WHEN c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid) THEN 'ONLY ' ELSE '' END
           || CASE WHEN n.nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END
           || pg_catalog.quote_ident(c.relname) AS written,
         pg_catalog.concat(' (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
                                      FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs)) || ')',
                           ' WHERE (' || pg_catalog.pg_get_expr(r.prqual, c.oid) || ')') AS clause
    -- Columns that the catalogue lacks are found here.
    FROM (SELECT NULL::pg_catalog.pg_node_tree AS prqual, NULL::pg_catalog.int2vector AS prattrs) absent
    CROSS JOIN LATERAL (SELECT tableoid AS class, oid, prpubid, prrelid, prqual, prattrs FROM pg_catalog.pg_publication_rel
                         WHERE prpubid = ANY ($1::pg_catalog.oid[])) r
    JOIN pg_catalog.pg_class c ON c.oid = r.prrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
), schemas AS MATERIALIZED (
  -- By what they depend on: their catalogue (6237) is newer than PostgreSQL 14.
  SELECT p.classid AS class, p.objid AS oid, p.refobjid AS pubid, n.nspname
    FROM pg_catalog.pg_depend p
    JOIN pg_catalog.pg_depend s ON s.classid = p.classid AND s.objid = p.objid AND s.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
    JOIN pg_catalog.pg_namespace n ON n.oid = s.refobjid
   WHERE p.classid = 6237 AND p.refclassid = 'pg_catalog.pg_publication'::pg_catalog.regclass AND p.refobjid = ANY ($1::pg_catalog.oid[])
)
SELECT p.class, p.oid, 'publication', 'publication', '', p.pubname::pg_catalog.text, '',
       pg_catalog.concat('CREATE PUBLICATION ', p.written, CASE WHEN p.puballtables THEN ' FOR ALL TABLES' END,
         ' FOR ' || nullif(pg_catalog.concat_ws(', ',
           (SELECT 'TABLE ' || pg_catalog.string_agg(t.written || t.clause, ', ' ORDER BY t.nspname, t.relname) FROM tables t WHERE t.prpubid = p.oid),
           (SELECT 'TABLES IN SCHEMA ' || pg_catalog.string_agg(pg_catalog.quote_ident(s.nspname), ', ' ORDER BY s.nspname)
              FROM schemas s WHERE s.pubid = p.oid)), ''),
         ' WITH (' || nullif(pg_catalog.concat_ws(', ', CASE WHEN NOT p.all_events THEN p.events END, CASE WHEN p.pubviaroot THEN p.root END,
           CASE WHEN p.generated NOT LIKE '% none' THEN p.generated END), '') || ')'),
       'DROP PUBLICATION ' || p.written,
       'ALTER PUBLICATION ' || p.written || ' SET (' || pg_catalog.concat_ws(', ', p.events, p.root, p.generated) || ')',
       -- FOR ALL TABLES cannot be altered.
       ARRAY[p.puballtables::pg_catalog.text], pg_catalog.concat_ws(', ', p.puballtables, p.events, p.root, p.generated),
       NULL::pg_catalog.text, NULL::pg_catalog.text, false
  FROM publications p
UNION ALL
SELECT t.class, t.oid, 'published table', 'relation', t.nspname, t.relname, 'publication ' || p.pubname,
       'ALTER PUBLICATION ' || p.written || ' ADD TABLE ' || t.written || t.clause,
       'ALTER PUBLICATION ' || p.written || ' DROP TABLE ' || t.written, NULL, '{}', 'published' || t.clause, p.pubname, '', true
  FROM tables t JOIN publications p ON p.oid = t.prpubid
UNION ALL
SELECT s.class, s.oid, 'published schema', 'schema', '', s.nspname, 'publication ' || p.pubname,
       'ALTER PUBLICATION ' || p.written || ' ADD TABLES IN SCHEMA ' || pg_catalog.quote_ident(s.nspname),
       'ALTER PUBLICATION ' || p.written || ' DROP TABLES IN SCHEMA ' || pg_catalog.quote_ident(s.nspname), NULL, '{}', NULL, p.pubname, '', true
  FROM schemas s JOIN publications p ON p.oid = s.pubid
