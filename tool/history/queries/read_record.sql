-- What there is about a revision since it was last taken away, oldest first. Of a repeat step's iterations only the first has SQL, and
-- the others are left out.
-- $1: revision. deed.version_example stands for the version table.
SELECT position::text, revision, revises::text, depends_on::text, step::text, steps::text, coalesce(statement::text, ''), event, checksum,
       search_path, run_id::text, message, pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00:00'), db_role, actor, host,
       duration_ms::text, rows::text, deed_version, tag, sql
  FROM deed.version_example AS event
 WHERE revision = $1
   AND (statement IS NULL OR sql <> '')
   AND position > coalesce((SELECT pg_catalog.max(gone.position) FROM deed.version_example AS gone
                             WHERE gone.revision = $1 AND gone.event IN ('downgraded', 'unstamped')), 0)
 ORDER BY event.position
