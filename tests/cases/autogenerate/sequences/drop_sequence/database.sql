CREATE SEQUENCE ticket CACHE 3;
CREATE TABLE call (number bigint NOT NULL DEFAULT nextval('ticket'));
