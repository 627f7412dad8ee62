-- Which of deed's tables are there, whether the version table has deed's columns, and which GRANTs this role lacks: for reading, and for running.
-- By the catalogue alone: to_regclass() fails without USAGE on the schema.
-- $1: the version table's schema, $2: its name
SELECT (deed.oid IS NOT NULL)::int::text AS schema_deed,
       (version.oid IS NOT NULL)::int::text AS version_table,
       (ownership.oid IS NOT NULL)::int::text AS ownership_table,
       (version.oid IS NULL OR version.relkind = 'r' AND (
         SELECT pg_catalog.count(*) = 21
           FROM pg_catalog.pg_attribute
          WHERE attrelid = version.oid
            AND attname IN ('position', 'revision', 'revises', 'depends_on', 'step', 'steps', 'statement', 'event', 'checksum', 'sql', 'search_path',
                            'run_id', 'at', 'db_role', 'actor', 'host', 'duration_ms', 'rows', 'deed_version', 'message', 'tag')))::int::text AS own_shape,
       pg_catalog.concat_ws(E'\n',
         CASE WHEN NOT pg_catalog.has_schema_privilege(deed.oid, 'USAGE') THEN pg_catalog.format('GRANT USAGE ON SCHEMA deed TO %I;', current_user) END,
         CASE WHEN NOT pg_catalog.has_schema_privilege(home.oid, 'USAGE') AND $1 <> 'deed' THEN pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %I;', $1, current_user) END,
         CASE WHEN NOT pg_catalog.has_table_privilege(version.oid, 'SELECT') THEN pg_catalog.format('GRANT SELECT ON %I.%I TO %I;', $1, $2, current_user) END) AS read_version,
       CASE WHEN NOT pg_catalog.has_table_privilege(ownership.oid, 'SELECT') THEN pg_catalog.format('GRANT SELECT ON deed.ownership TO %I;', current_user) END AS read_ownership,
       pg_catalog.concat_ws(E'\n',
         CASE WHEN deed.oid IS NULL AND NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
              THEN pg_catalog.format(E'CREATE SCHEMA deed;\nGRANT USAGE, CREATE ON SCHEMA deed TO %I;', current_user) END,
         CASE WHEN (ownership.oid IS NULL OR version.oid IS NULL AND $1 = 'deed') AND NOT pg_catalog.has_schema_privilege(deed.oid, 'CREATE')
                OR NOT pg_catalog.has_schema_privilege(deed.oid, 'USAGE')
              THEN pg_catalog.format('GRANT USAGE, CREATE ON SCHEMA deed TO %I;', current_user) END,
         CASE WHEN $1 <> 'deed' AND (NOT pg_catalog.has_schema_privilege(home.oid, 'USAGE') OR version.oid IS NULL AND NOT pg_catalog.has_schema_privilege(home.oid, 'CREATE'))
              THEN pg_catalog.format('GRANT USAGE, CREATE ON SCHEMA %I TO %I;', $1, current_user) END,
         CASE WHEN NOT (pg_catalog.has_table_privilege(ownership.oid, 'SELECT') AND pg_catalog.has_table_privilege(ownership.oid, 'INSERT')
                        AND pg_catalog.has_table_privilege(ownership.oid, 'DELETE'))
              THEN pg_catalog.format('GRANT SELECT, INSERT, DELETE ON deed.ownership TO %I;', current_user) END,
         CASE WHEN NOT (pg_catalog.has_table_privilege(version.oid, 'SELECT') AND pg_catalog.has_table_privilege(version.oid, 'INSERT'))
              THEN pg_catalog.format('GRANT SELECT, INSERT ON %I.%I TO %I;', $1, $2, current_user) END) AS run,
       -- A policy that lets all rows through for this role, and none that takes some away.
       coalesce(pg_catalog.row_security_active(ownership.oid) AND (
           NOT EXISTS (SELECT FROM pg_catalog.pg_policy
                        WHERE polrelid = ownership.oid AND polpermissive AND polcmd IN ('r', '*')
                          AND EXISTS (SELECT FROM pg_catalog.unnest(polroles) AS r (oid) WHERE CASE r.oid WHEN 0 THEN true ELSE pg_catalog.pg_has_role(r.oid, 'USAGE') END)
                          AND pg_catalog.pg_get_expr(polqual, polrelid) = 'true')
           OR EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = ownership.oid AND NOT polpermissive AND polcmd IN ('r', '*'))), false)::int::text
         AS rows_hidden
  FROM (VALUES (1)) AS one
  LEFT JOIN pg_catalog.pg_namespace AS deed ON deed.nspname = 'deed'
  LEFT JOIN pg_catalog.pg_namespace AS home ON home.nspname = $1
  LEFT JOIN pg_catalog.pg_class AS version ON version.relnamespace = home.oid AND version.relname = $2
  LEFT JOIN pg_catalog.pg_class AS ownership ON ownership.relnamespace = deed.oid AND ownership.relname = 'ownership'
