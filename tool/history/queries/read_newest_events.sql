-- The newest rows of a version table, newest first, without what they ran: for people. Of a repeat step's iterations only the first.
-- $1: how many. deed.version_example stands for the version table.
SELECT position::text, revision, revises::text, depends_on::text, step::text, steps::text, coalesce(statement::text, ''), event, checksum,
       search_path, run_id::text, message, pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00:00'), db_role, actor, host,
       duration_ms::text, rows::text, deed_version, tag, '' AS sql
  FROM deed.version_example
 WHERE NOT (event = 'done' AND statement > 1 AND checksum = '')
 ORDER BY deed.version_example.position DESC
 LIMIT $1::integer
