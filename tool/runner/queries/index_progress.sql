-- How far the index is that a session builds, as a text; no row where it builds none, or this role may not see it.
-- $1: its process
SELECT phase || CASE
         WHEN phase LIKE 'waiting %' AND lockers_total > 0 THEN pg_catalog.format(' (%s of %s sessions are done)', lockers_done, lockers_total)
         WHEN tuples_total > 0 THEN pg_catalog.format(' (%s %% of %s rows)', 100 * tuples_done / tuples_total, tuples_total)
         WHEN blocks_total > 0 THEN pg_catalog.format(' (%s %% of %s blocks)', 100 * blocks_done / blocks_total, blocks_total)
         ELSE '' END
  FROM pg_catalog.pg_stat_progress_create_index
 WHERE pid = $1::integer
