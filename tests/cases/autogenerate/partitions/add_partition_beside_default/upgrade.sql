-- deed:upgrade
-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE orders_eu (
    id bigint NOT NULL,
    region text NOT NULL
);

-- ATTACH alone would read the default partition while nobody can use it; with this valid it need not. Fails where it has rows that belong to the new one: move them away before. Until ATTACH such rows are refused.
ALTER TABLE orders_rest
    ADD CONSTRAINT orders_rest_bound CHECK (NOT ((region IS NOT NULL) AND (region = ANY (ARRAY['eu'::text, 'uk'::text])))) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE orders_rest VALIDATE CONSTRAINT orders_rest_bound;

-- deed:upgrade
ALTER TABLE orders ATTACH PARTITION orders_eu FOR VALUES IN ('eu', 'uk');
ALTER TABLE orders_rest DROP CONSTRAINT orders_rest_bound;
