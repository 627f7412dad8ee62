CREATE TABLE item (price integer, CONSTRAINT not_free CHECK (price > 0));
COMMENT ON CONSTRAINT not_free ON item IS 'nothing is free';
