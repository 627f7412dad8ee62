-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY one_booking ON slot (room, hour) INCLUDE (note) NULLS NOT DISTINCT WITH (fillfactor='70');
CREATE UNIQUE INDEX CONCURRENTLY prio_order ON slot (prio);

-- deed:upgrade
ALTER TABLE slot ADD CONSTRAINT one_booking UNIQUE USING INDEX one_booking;
ALTER TABLE slot ADD CONSTRAINT prio_order UNIQUE USING INDEX prio_order DEFERRABLE INITIALLY DEFERRED;
