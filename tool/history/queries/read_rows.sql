-- Some rows of a version table, without what they ran: who did it, and when.
-- $1: positions. deed.version_example stands for the version table.
SELECT position::text, revision, revises::text, depends_on::text, step::text, steps::text, coalesce(statement::text, ''), event, checksum,
       search_path, run_id::text, message, pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00:00'), db_role, actor, host,
       duration_ms::text, rows::text, deed_version, tag, '' AS sql
  FROM deed.version_example AS event
 WHERE position = ANY ($1::bigint[])
 ORDER BY event.position
