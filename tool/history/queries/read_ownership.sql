-- All rows of the ownership table, in the shape of read_events_narrow.sql.
SELECT 'ownership'::text, '', service, kind, object, with_service, accesses::text, revision, '', '', '', '', ''
  FROM deed.ownership
