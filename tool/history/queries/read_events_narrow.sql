-- What plans and checks need of a version table; put together with read_ownership.sql by UNION ALL, so that both are one snapshot.
-- Of a repeat step's iterations, which may be many thousands, only the last: nothing depends on the others.
-- All columns are named, as a table that lacks one is not deed's. deed.version_example stands for the version table.
SELECT 'event'::text AS kind, position::text, revision, revises::text, depends_on::text, step::text, steps::text,
       coalesce(statement::text, ''), event, checksum, search_path, run_id::text, message
  FROM (SELECT position, revision, revises, depends_on, step, steps, statement, event, checksum, sql, search_path, run_id, at, db_role, actor, host,
               duration_ms, rows, deed_version, message, tag
          FROM deed.version_example) AS entry
 WHERE NOT (entry.event = 'done' AND entry.statement IS NOT NULL AND entry.checksum = ''
            AND EXISTS (SELECT FROM deed.version_example AS next
                         WHERE next.position = entry.position + 1 AND next.revision = entry.revision AND next.step = entry.step))
