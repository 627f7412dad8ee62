-- Extensions $1, collations $2, operators $3 (oid[]); columns as in read_routines.sql. Versions of extensions are the server's business.
-- What one requires comes before it: a model that brought that along by CASCADE does not declare it.
WITH spaces AS (
  SELECT oid, nspname, CASE WHEN nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(nspname) || '.' END AS home
    FROM pg_catalog.pg_namespace
), operators AS (
  SELECT o.tableoid AS class, o.*, n.nspname, coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), NULL), 'NONE') AS left_type,
         coalesce(pg_catalog.format_type(nullif(o.oprright, 0), NULL), 'NONE') AS right_type, n.home || o.oprname AS written
    FROM pg_catalog.pg_operator o JOIN spaces n ON n.oid = o.oprnamespace WHERE o.oid = ANY ($3::pg_catalog.oid[]) AND o.oprcode <> 0
)
SELECT 0::pg_catalog.oid, 0::pg_catalog.oid, 'extension', 'extension', '', e.extname::pg_catalog.text, '',
       coalesce(required.made, '') || pg_catalog.format('CREATE EXTENSION %I WITH SCHEMA %I', e.extname, n.nspname),
       pg_catalog.format('DROP EXTENSION %I', e.extname),
       CASE WHEN e.extrelocatable THEN pg_catalog.format('ALTER EXTENSION %I SET SCHEMA %I', e.extname, n.nspname) END,
       '{}'::pg_catalog.text[], NULL::pg_catalog.text, NULL::pg_catalog.text, NULL::pg_catalog.text, false
  FROM pg_catalog.pg_extension e JOIN spaces n ON n.oid = e.extnamespace
  CROSS JOIN LATERAL (
    WITH RECURSIVE below (oid, depth) AS (
      SELECT e.oid, 0
      UNION
      SELECT d.refobjid, b.depth + 1
        FROM below b JOIN pg_catalog.pg_depend d ON d.classid = e.tableoid AND d.objid = b.oid AND d.refclassid = e.tableoid
    )
    SELECT pg_catalog.string_agg(pg_catalog.format(E'CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I;\n', r.extname, rn.nspname), ''
                                 ORDER BY f.depth DESC, r.extname) AS made
      FROM (SELECT oid, pg_catalog.max(depth) AS depth FROM below WHERE depth > 0 GROUP BY oid) f
      JOIN pg_catalog.pg_extension r ON r.oid = f.oid JOIN spaces rn ON rn.oid = r.extnamespace
     WHERE r.extname <> 'plpgsql') required
 WHERE e.oid = ANY ($1::pg_catalog.oid[])
UNION ALL
-- Where the locale stands changed with 15 and 17.
SELECT c.tableoid, c.oid, 'collation', 'collation', n.nspname, c.collname, '',
       'CREATE COLLATION ' || n.home || pg_catalog.quote_ident(c.collname) || ' (' || pg_catalog.concat_ws(', ',
         'PROVIDER = ' || CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
         CASE WHEN c.collprovider <> 'c' THEN 'LOCALE = ' || pg_catalog.quote_literal(coalesce(j.row ->> 'colllocale', j.row ->> 'colliculocale', j.row ->> 'collcollate'))
              WHEN j.row ->> 'collcollate' = j.row ->> 'collctype' THEN 'LOCALE = ' || pg_catalog.quote_literal(j.row ->> 'collcollate')
              ELSE 'LC_COLLATE = ' || pg_catalog.quote_literal(j.row ->> 'collcollate') || ', LC_CTYPE = ' || pg_catalog.quote_literal(j.row ->> 'collctype') END,
         'RULES = ' || pg_catalog.quote_literal(j.row ->> 'collicurules'),
         CASE WHEN NOT c.collisdeterministic THEN 'DETERMINISTIC = false' END) || ')',
       'DROP COLLATION ' || n.home || pg_catalog.quote_ident(c.collname), NULL, '{}', NULL, NULL, NULL, false
  FROM pg_catalog.pg_collation c JOIN spaces n ON n.oid = c.collnamespace CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(c) AS row) j
 WHERE c.oid = ANY ($2::pg_catalog.oid[])
UNION ALL
SELECT o.class, o.oid, 'operator', 'operator', o.nspname, o.oprname || '(' || o.left_type || ',' || o.right_type || ')', '',
       'CREATE OPERATOR ' || o.written || ' (' || pg_catalog.concat_ws(', ',
         'FUNCTION = ' || o.oprcode::pg_catalog.text,
         'LEFTARG = ' || nullif(o.left_type, 'NONE'), 'RIGHTARG = ' || nullif(o.right_type, 'NONE'),
         (SELECT 'COMMUTATOR = OPERATOR(' || n.home || c.oprname || ')' FROM pg_catalog.pg_operator c JOIN spaces n ON n.oid = c.oprnamespace WHERE c.oid = o.oprcom),
         (SELECT 'NEGATOR = OPERATOR(' || n.home || c.oprname || ')' FROM pg_catalog.pg_operator c JOIN spaces n ON n.oid = c.oprnamespace WHERE c.oid = o.oprnegate),
         'RESTRICT = ' || nullif(o.oprrest::pg_catalog.text, '-'), 'JOIN = ' || nullif(o.oprjoin::pg_catalog.text, '-'),
         CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END) || ')',
       'DROP OPERATOR ' || o.written || ' (' || o.left_type || ', ' || o.right_type || ')', NULL, '{}', NULL, NULL, NULL, false
  FROM operators o
