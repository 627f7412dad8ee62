-- All rows of the ownership table in the shape of read_ownership.sql, with when and by which role each was written.
SELECT 'ownership'::text, '', service, kind, object, with_service, accesses::text, revision,
       pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'), db_role, '', '', ''
  FROM deed.ownership
 ORDER BY service, kind, object, with_service
