CREATE SEQUENCE number;
CREATE TABLE invoice (number bigint NOT NULL DEFAULT nextval('number'));
ALTER SEQUENCE number OWNED BY invoice.number;
