-- The newest row of each of some revisions, without what it ran: who touched it last, and when.
-- $1: revisions. deed.version_example stands for the version table.
SELECT DISTINCT ON (revision)
       position::text, revision, revises::text, depends_on::text, step::text, steps::text, coalesce(statement::text, ''), event, checksum,
       search_path, run_id::text, message, pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00:00'), db_role, actor, host,
       duration_ms::text, rows::text, deed_version, tag, '' AS sql
  FROM deed.version_example
 WHERE revision = ANY ($1::text[])
 ORDER BY revision, deed.version_example.position DESC
