-- deed:downgrade
ALTER TABLE item DROP CONSTRAINT not_free;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE item ADD CONSTRAINT not_free CHECK (price > 0) NOT VALID;

COMMENT ON CONSTRAINT not_free ON item IS 'nothing is free';

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE item VALIDATE CONSTRAINT not_free;
