-- deed:downgrade
ALTER TABLE slot DROP CONSTRAINT one_booking;
ALTER TABLE slot DROP CONSTRAINT prio_order;
