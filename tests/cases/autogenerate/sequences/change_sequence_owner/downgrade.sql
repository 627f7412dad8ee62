-- deed:downgrade
CREATE TABLE bill (
    number bigint
);

ALTER SEQUENCE number OWNED BY bill.number;
