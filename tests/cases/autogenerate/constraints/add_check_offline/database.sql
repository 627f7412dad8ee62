CREATE TABLE item (price integer);
