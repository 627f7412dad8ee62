-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY one_booking_new ON slot (room, hour);

-- deed:upgrade
ALTER TABLE slot DROP CONSTRAINT one_booking;
ALTER TABLE slot ADD CONSTRAINT one_booking UNIQUE USING INDEX one_booking_new;
