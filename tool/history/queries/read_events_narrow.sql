-- What plans and checks need of a version table; put together with read_ownership.sql by UNION ALL, so that both are one snapshot.
-- deed.version_example stands for the version table.
SELECT 'event'::text AS kind, position::text, revision, revises::text, depends_on::text, step::text, steps::text,
       coalesce(statement::text, ''), event, checksum, search_path, run_id::text, message
  FROM deed.version_example
