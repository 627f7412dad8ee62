CREATE TABLE item (price integer, CONSTRAINT not_free CHECK (price > 0));
