-- Who may do what with the tables $1, the sequences $2, those of the tables' columns, the schemas $3, the enums $4, and what else has a
-- definition: catalogues $5 and oids $6 (all oid[]). Columns as in read_routines.sql; the mould is the privilege, whose it is, and of a
-- default privilege the type of objects and the role that makes them ('' for the session's own).
-- Counted from what PostgreSQL gives at the start, the owner's rights apart. A 'default in effect' is no definition: what new objects of the
-- session's own role are granted in a schema that is not among $3, or in all ('').
WITH definitions AS MATERIALIZED (
  SELECT class, oid FROM unnest($5::pg_catalog.oid[], $6::pg_catalog.oid[]) AS d (class, oid)
), relations AS MATERIALIZED (
  SELECT pg_catalog.unnest($1::pg_catalog.oid[] || $2::pg_catalog.oid[]) AS oid
  UNION
  SELECT objid FROM pg_catalog.pg_depend
   WHERE refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND refobjid = ANY ($1::pg_catalog.oid[]) AND refobjsubid > 0
     AND classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND deptype IN ('a', 'i')
  UNION
  SELECT oid FROM definitions WHERE class = 'pg_catalog.pg_class'::pg_catalog.regclass
), spaces AS MATERIALIZED (
  SELECT n.*, CASE WHEN nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(nspname) || '.' END AS home
    FROM pg_catalog.pg_namespace n
), objects AS MATERIALIZED (
  SELECT 'relation' AS kind, n.nspname, c.relname::pg_catalog.text AS name, c.oid AS relation,
         CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || n.home || pg_catalog.quote_ident(c.relname) AS target,
         c.relowner AS owner, c.relacl AS acl,
         pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS standard
    FROM pg_catalog.pg_class c JOIN spaces n ON n.oid = c.relnamespace
   WHERE c.oid IN (SELECT oid FROM relations) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
  UNION ALL
  SELECT 'function', n.nspname, p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', 0,
         CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || n.home || pg_catalog.quote_ident(p.proname)
           || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', p.proowner, p.proacl, pg_catalog.acldefault('f', p.proowner)
    FROM pg_catalog.pg_proc p JOIN spaces n ON n.oid = p.pronamespace
   WHERE p.oid IN (SELECT oid FROM definitions WHERE class = 'pg_catalog.pg_proc'::pg_catalog.regclass)
  UNION ALL
  SELECT 'relation', n.nspname, t.typname, 0, 'TYPE ' || n.home || pg_catalog.quote_ident(t.typname), t.typowner, t.typacl,
         pg_catalog.acldefault('T', t.typowner)
    FROM pg_catalog.pg_type t JOIN spaces n ON n.oid = t.typnamespace
   -- One list, as OR would read all types of the database.
   WHERE t.oid IN (SELECT oid FROM definitions WHERE class = 'pg_catalog.pg_type'::pg_catalog.regclass
                   UNION SELECT pg_catalog.unnest($4::pg_catalog.oid[]))
  UNION ALL
  SELECT 'schema', '', n.nspname, 0, 'SCHEMA ' || pg_catalog.quote_ident(n.nspname), n.nspowner, n.nspacl,
         coalesce((SELECT i.initprivs FROM pg_catalog.pg_init_privs i
                    WHERE i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND i.objoid = n.oid AND i.objsubid = 0),
                  pg_catalog.acldefault('n', n.nspowner))
    FROM spaces n WHERE n.oid = ANY ($3::pg_catalog.oid[])
), parts AS (
  SELECT kind, nspname, name, target, '' AS part, '' AS columns, owner, acl, standard FROM objects WHERE acl IS NOT NULL
  UNION ALL
  SELECT o.kind, o.nspname, o.name, o.target, 'column ' || a.attname, ' (' || pg_catalog.quote_ident(a.attname) || ')', o.owner, a.attacl, NULL
    FROM objects o JOIN pg_catalog.pg_attribute a ON a.attrelid = o.relation AND a.attacl IS NOT NULL AND NOT a.attisdropped
), present AS MATERIALIZED (
  SELECT p.*, a.grantee, a.privilege_type || p.columns AS privilege, pg_catalog.bool_or(a.is_grantable) AS grantable
    FROM parts p CROSS JOIN LATERAL pg_catalog.aclexplode(p.acl) a WHERE a.grantee <> p.owner
   GROUP BY p.kind, p.nspname, p.name, p.target, p.part, p.columns, p.owner, p.acl, p.standard, a.grantee, a.privilege_type
), standard AS MATERIALIZED (
  SELECT p.*, a.grantee, a.privilege_type || p.columns AS privilege
    FROM parts p CROSS JOIN LATERAL pg_catalog.aclexplode(p.standard) a WHERE a.grantee <> p.owner
), named AS (
  SELECT 'grant' AS what, p.*, CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END AS whose
    FROM present p
   WHERE (kind, nspname, name, part, grantee, privilege) NOT IN (SELECT kind, nspname, name, part, grantee, privilege FROM standard)
  UNION ALL
  SELECT 'revoke', s.*, false, CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END
    FROM standard s
   WHERE (kind, nspname, name, part, grantee, privilege) NOT IN (SELECT kind, nspname, name, part, grantee, privilege FROM present)
), defaults AS (
  SELECT n.nspname, d.defaclobjtype, a.privilege_type AS privilege, pg_catalog.bool_or(a.is_grantable) AS grantable,
         CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END AS whose,
         CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' ELSE 'TYPES' END AS target,
         CASE WHEN pg_catalog.pg_get_userbyid(d.defaclrole) = current_user THEN ''
              ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(d.defaclrole)) END AS role
    FROM pg_catalog.pg_default_acl d JOIN spaces n ON n.oid = d.defaclnamespace
    CROSS JOIN LATERAL pg_catalog.aclexplode(d.defaclacl) a
   WHERE d.defaclnamespace = ANY ($3::pg_catalog.oid[]) AND a.grantee <> d.defaclrole
   GROUP BY n.nspname, d.defaclobjtype, d.defaclrole, a.grantee, a.privilege_type
), made AS (
  SELECT *, 'ALTER DEFAULT PRIVILEGES ' || coalesce('FOR ROLE ' || nullif(role, '') || ' ', '') || 'IN SCHEMA ' || pg_catalog.quote_ident(nspname)
              || ' ' AS head,
         privilege || ' on ' || target || ' of ' || whose || coalesce(' by ' || nullif(role, ''), '') AS words
    FROM defaults
), effective AS (
  SELECT DISTINCT coalesce(n.nspname, '') AS space, d.defaclobjtype AS objects, a.privilege_type AS privilege,
         CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END AS whose
    FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
    CROSS JOIN LATERAL pg_catalog.aclexplode(d.defaclacl) a
   WHERE pg_catalog.pg_get_userbyid(d.defaclrole) = current_user AND a.grantee <> d.defaclrole AND d.defaclobjtype IN ('r', 'S', 'f', 'T')
     AND d.defaclnamespace <> ALL ($3::pg_catalog.oid[])
     AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(
                            pg_catalog.acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)) s
                      WHERE s.grantee = a.grantee AND s.privilege_type = a.privilege_type)
)
SELECT 0::pg_catalog.oid, 0::pg_catalog.oid, 'privilege', kind, nspname, name, 'privilege ' || privilege || ' of ' || whose,
       'GRANT ' || privilege || ' ON ' || target || ' TO ' || whose, 'REVOKE ' || privilege || ' ON ' || target || ' FROM ' || whose,
       NULL::pg_catalog.text, ARRAY[privilege, whose], NULL::pg_catalog.text, NULL::pg_catalog.text, part, false
  FROM named WHERE what = 'grant'
UNION ALL
SELECT 0, 0, 'privilege', kind, nspname, name, 'revoked privilege ' || privilege || ' of ' || whose,
       'REVOKE ' || privilege || ' ON ' || target || ' FROM ' || whose, 'GRANT ' || privilege || ' ON ' || target || ' TO ' || whose,
       NULL, ARRAY[privilege, whose], NULL, NULL, part, false
  FROM named WHERE what = 'revoke'
UNION ALL
SELECT 0, 0, 'grant option', kind, nspname, name, 'grant option for ' || privilege || ' of ' || whose,
       'GRANT ' || privilege || ' ON ' || target || ' TO ' || whose || ' WITH GRANT OPTION',
       'REVOKE GRANT OPTION FOR ' || privilege || ' ON ' || target || ' FROM ' || whose,
       NULL, ARRAY[privilege, whose], NULL, NULL, 'privilege ' || privilege || ' of ' || whose, false
  FROM named WHERE grantable
UNION ALL
SELECT 0, 0, 'default privilege', 'schema', '', nspname, 'default privilege ' || words,
       head || 'GRANT ' || privilege || ' ON ' || target || ' TO ' || whose, head || 'REVOKE ' || privilege || ' ON ' || target || ' FROM ' || whose,
       NULL, ARRAY[privilege, whose, defaclobjtype::pg_catalog.text, role], NULL, NULL, '', false
  FROM made
UNION ALL
SELECT 0, 0, 'grant option', 'schema', '', nspname, 'grant option for default privilege ' || words,
       head || 'GRANT ' || privilege || ' ON ' || target || ' TO ' || whose || ' WITH GRANT OPTION',
       head || 'REVOKE GRANT OPTION FOR ' || privilege || ' ON ' || target || ' FROM ' || whose,
       NULL, ARRAY[privilege, whose], NULL, NULL, 'default privilege ' || words, false
  FROM made WHERE grantable
UNION ALL
SELECT 0, 0, 'default in effect', 'schema', '', space, '', '', '', NULL, ARRAY[privilege, whose, objects::pg_catalog.text], NULL, NULL, '', false
  FROM effective
