-- Domains, composite types and ranges $1 (oid[] of pg_type), with pieces that can be altered one by one; columns as in read_routines.sql.
WITH types AS MATERIALIZED (
  SELECT t.*, t.tableoid AS class, n.nspname, CASE WHEN n.nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END
           || pg_catalog.quote_ident(t.typname) AS written
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   WHERE t.oid = ANY ($1::pg_catalog.oid[])
), domains AS MATERIALIZED (
  SELECT t.*, pg_catalog.format_type(t.typbasetype, t.typtypmod)
           || CASE WHEN t.typcollation = b.typcollation THEN '' ELSE ' COLLATE ' || t.typcollation::pg_catalog.regcollation END AS base,
         ' DEFAULT ' || pg_catalog.pg_get_expr(t.typdefaultbin, 0) AS default_clause
    FROM types t JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
   WHERE t.typtype = 'd'
), constraints AS MATERIALIZED (
  SELECT c.*, c.tableoid AS class, pg_catalog.format('CONSTRAINT %I %s', c.conname, pg_catalog.pg_get_constraintdef(c.oid)) AS clause
    FROM pg_catalog.pg_constraint c WHERE c.contypid IN (SELECT oid FROM domains) AND c.contype = 'c'
), attributes AS MATERIALIZED (
  SELECT t.oid AS type, t.nspname, t.typname, t.written, a.attnum, a.attname,
         pg_catalog.format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attcollation = b.typcollation THEN '' ELSE ' COLLATE ' || a.attcollation::pg_catalog.regcollation END AS of_type
    FROM types t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type b ON b.oid = a.atttypid
   WHERE t.typtype = 'c'
)
SELECT d.class, d.oid, 'domain', 'relation', d.nspname, d.typname, '',
       pg_catalog.concat('CREATE DOMAIN ', d.written, ' AS ', d.base, d.default_clause, CASE WHEN d.typnotnull THEN ' NOT NULL' END,
                         (SELECT pg_catalog.string_agg(E'\n    ' || c.clause, '' ORDER BY c.conname)
                            FROM constraints c WHERE c.contypid = d.oid AND c.convalidated)),
       'DROP DOMAIN ' || d.written, NULL, '{}'::pg_catalog.text[], d.base, NULL, NULL, false
  FROM domains d
UNION ALL
SELECT 0, 0, 'default', 'relation', d.nspname, d.typname, 'default',
       'ALTER DOMAIN ' || d.written || ' SET' || d.default_clause, 'ALTER DOMAIN ' || d.written || ' DROP DEFAULT',
       'ALTER DOMAIN ' || d.written || ' SET' || d.default_clause, '{}', NULL, NULL, '', true
  FROM domains d WHERE d.default_clause IS NOT NULL
UNION ALL
SELECT 0, 0, 'not null', 'relation', d.nspname, d.typname, 'not null',
       'ALTER DOMAIN ' || d.written || ' SET NOT NULL', 'ALTER DOMAIN ' || d.written || ' DROP NOT NULL', NULL, '{}', NULL, NULL, '', true
  FROM domains d WHERE d.typnotnull
UNION ALL
SELECT c.class, c.oid, 'constraint', 'relation', d.nspname, d.typname, 'constraint ' || c.conname,
       'ALTER DOMAIN ' || d.written || ' ADD ' || c.clause, pg_catalog.format('ALTER DOMAIN %s DROP CONSTRAINT %I', d.written, c.conname),
       CASE WHEN c.convalidated THEN pg_catalog.format('ALTER DOMAIN %s VALIDATE CONSTRAINT %I', d.written, c.conname) END,
       -- NOT VALID is the only thing that can be altered.
       ARRAY[pg_catalog.regexp_replace(c.clause, ' NOT VALID$', '')], NULL, NULL, '', c.convalidated
  FROM constraints c JOIN domains d ON d.oid = c.contypid
UNION ALL
SELECT t.class, t.oid, 'composite type', 'relation', t.nspname, t.typname, '',
       'CREATE TYPE ' || t.written || E' AS (' || coalesce((
         SELECT E'\n    ' || pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' ' || a.of_type, E',\n    ' ORDER BY a.attnum) || E'\n'
           FROM attributes a WHERE a.type = t.oid), '') || ')',
       'DROP TYPE ' || t.written, NULL, '{}'::pg_catalog.text[], '', NULL, NULL, false
  FROM types t WHERE t.typtype = 'c'
UNION ALL
SELECT 0, 0, 'attribute', 'relation', a.nspname, a.typname, 'column ' || a.attname,
       pg_catalog.format('ALTER TYPE %s ADD ATTRIBUTE %I %s', a.written, a.attname, a.of_type),
       pg_catalog.format('ALTER TYPE %s DROP ATTRIBUTE %I', a.written, a.attname),
       pg_catalog.format('ALTER TYPE %s ALTER ATTRIBUTE %I TYPE %s', a.written, a.attname, a.of_type), '{}', NULL, NULL, '', true
  FROM attributes a
UNION ALL
SELECT t.class, t.oid, 'range type', 'relation', t.nspname, t.typname, '',
       'CREATE TYPE ' || t.written || ' AS RANGE (' || pg_catalog.concat_ws(', ',
         'SUBTYPE = ' || pg_catalog.format_type(r.rngsubtype, NULL),
         CASE WHEN NOT o.opcdefault THEN 'SUBTYPE_OPCLASS = ' || pg_catalog.quote_ident(o.opcname) END,
         CASE WHEN r.rngcollation <> s.typcollation THEN 'COLLATION = ' || r.rngcollation::pg_catalog.regcollation END,
         'CANONICAL = ' || nullif(r.rngcanonical::pg_catalog.text, '-'),
         'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff::pg_catalog.text, '-'),
         'MULTIRANGE_TYPE_NAME = ' || pg_catalog.format_type(r.rngmultitypid, NULL)) || ')',
       'DROP TYPE ' || t.written, NULL, '{}'::pg_catalog.text[], NULL, NULL, NULL, false
  FROM types t JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
  JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype
