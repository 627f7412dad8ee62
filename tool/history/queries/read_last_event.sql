-- The newest row of a version table in words.
-- deed.version_example stands for the version table.
SELECT concat_ws(' ', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), 'UTC', event, revision, 'by', coalesce(nullif(actor, ''), db_role), 'on', host)
  FROM deed.version_example
 ORDER BY position DESC
 LIMIT 1
