-- deed:downgrade
ALTER TABLE ticket DROP CONSTRAINT later;
ALTER TABLE ticket DROP CONSTRAINT on_seat;
ALTER TABLE ticket DROP CONSTRAINT swaps;
