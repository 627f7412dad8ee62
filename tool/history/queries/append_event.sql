-- Adds an event at the next position.
-- $1 to $18: the columns in order, without those that have a default. deed.version_example stands for the version table.
INSERT INTO deed.version_example
       (position, revision, revises, depends_on, step, steps, statement, event, checksum, sql, search_path, run_id, actor, host, duration_ms, rows,
        deed_version, message, tag)
SELECT coalesce(pg_catalog.max(position), 0) + 1, $1, $2::text[], $3::text[], $4::integer, $5::integer, $6::integer, $7, $8, $9, $10, $11::uuid, $12, $13,
       $14::bigint, $15::bigint, $16, $17, $18
  FROM deed.version_example
RETURNING position
