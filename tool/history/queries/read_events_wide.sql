-- Every column of a version table, oldest first.
-- deed.version_example stands for the version table.
SELECT 'event'::text AS kind, position::text, revision, revises::text, depends_on::text, step::text, steps::text,
       coalesce(statement::text, ''), event, checksum, search_path, run_id::text, message,
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00:00'), db_role, actor, host, duration_ms::text, rows::text, deed_version, tag, sql
  FROM deed.version_example
 ORDER BY position::bigint
