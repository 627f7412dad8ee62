CREATE TABLE call (number bigint NOT NULL);
