-- deed:downgrade
ALTER TABLE item DROP CONSTRAINT known_code;
ALTER TABLE item DROP CONSTRAINT not_free;
