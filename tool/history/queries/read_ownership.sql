-- All rows of the ownership table, in the shape of read_events_narrow.sql.
-- Their position is larger than any event's, so that events come first in order.
SELECT 'ownership'::text, '9223372036854775807', service, kind, object, with_service, accesses::text, revision, '', '', '', '', ''
  FROM deed.ownership
