CREATE SEQUENCE number;
CREATE TABLE invoice (number bigint NOT NULL DEFAULT nextval('number'));
CREATE TABLE bill (number bigint);
ALTER SEQUENCE number OWNED BY bill.number;
