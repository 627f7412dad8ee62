-- deed:upgrade
-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE item
    ADD CONSTRAINT known_code CHECK (code IN ('a'::character varying, 'b'::character varying)) NO INHERIT NOT VALID;

ALTER TABLE item ADD CONSTRAINT not_free CHECK (price > 0) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE item VALIDATE CONSTRAINT known_code;
ALTER TABLE item VALIDATE CONSTRAINT not_free;
