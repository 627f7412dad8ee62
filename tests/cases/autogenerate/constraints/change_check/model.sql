CREATE TABLE item (price integer, CONSTRAINT not_free CHECK (price >= 1 AND price < 1000));
COMMENT ON CONSTRAINT not_free ON item IS 'nothing is free';
