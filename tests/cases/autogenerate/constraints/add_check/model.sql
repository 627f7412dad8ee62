CREATE TABLE item (
    price integer,
    code varchar(10),
    CONSTRAINT not_free CHECK (price > 0),
    CONSTRAINT known_code CHECK (code IN ('a', 'b')) NO INHERIT
);
