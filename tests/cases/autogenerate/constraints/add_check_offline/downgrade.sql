-- deed:downgrade
ALTER TABLE item DROP CONSTRAINT not_free;
