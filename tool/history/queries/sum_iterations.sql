-- How many rows the step at which a revision stands has changed so far: the sum over its iterations (or statements).
-- $1: revision. deed.version_example stands for the version table.
SELECT coalesce(pg_catalog.sum(rows), 0)::bigint
  FROM deed.version_example AS event
 WHERE revision = $1
   AND position > coalesce((SELECT pg_catalog.max(before.position) FROM deed.version_example AS before
                             WHERE before.revision = $1 AND before.statement IS NULL), 0)
