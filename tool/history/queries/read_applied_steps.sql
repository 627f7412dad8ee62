-- The text of the upgrade steps of some revisions as they were applied last: after a downgrade and a new upgrade the newer ones.
-- $1: revisions. deed.version_example stands for the version table.
SELECT DISTINCT ON (revision, step::int) revision, step::text, sql, search_path
  FROM deed.version_example AS event
 WHERE revision = ANY ($1::text[])
   AND sql LIKE '-- deed:upgrade%'
   AND event.event IN ('done', 'upgraded', 'stamped')
   AND statement IS NULL
   AND position > coalesce((SELECT pg_catalog.max(gone.position) FROM deed.version_example AS gone
                             WHERE gone.revision = event.revision AND gone.event IN ('downgraded', 'unstamped')), 0)
 ORDER BY revision, step::int, position DESC
