-- deed:upgrade autocommit
-- Committed by itself: a new value cannot be used in the transaction that adds it.
ALTER TYPE region ADD VALUE 'uk';

ALTER TYPE region ADD VALUE 'ap';

-- deed:upgrade
-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE orders_ap (
    id bigint,
    region region NOT NULL
) PARTITION BY RANGE (id);

CREATE TABLE orders_ap_1 PARTITION OF orders_ap
    FOR VALUES FROM ('0') TO ('100');

CREATE TABLE visits (
    place place NOT NULL
) PARTITION BY LIST (place);

CREATE TABLE visits_ap PARTITION OF visits
    FOR VALUES IN ('ap');

-- ATTACH alone would read the table while nobody can use it; with this valid it need not. Fails where it has rows outside of these bounds: move them away before. From here on it takes no further ones.
ALTER TABLE archive
    ADD CONSTRAINT archive_bound CHECK ((region IS NOT NULL) AND (region = ANY (ARRAY['us'::region, 'ap'::region]))) NOT VALID;

ALTER TABLE orders_eu
    ADD CONSTRAINT orders_eu_bound CHECK ((region IS NOT NULL) AND (region = ANY (ARRAY['eu'::region, 'uk'::region]))) NOT VALID;

-- ATTACH alone would read the default partition while nobody can use it; with this valid it need not. Fails where it has rows that belong to the new one: move them away before. Until ATTACH such rows are refused.
ALTER TABLE orders_rest
    ADD CONSTRAINT orders_rest_bound CHECK (NOT ((region IS NOT NULL) AND (region = 'ap'::region))) NOT VALID;

ALTER TABLE orders_rest
    ADD CONSTRAINT orders_rest_bound2 CHECK (NOT ((region IS NOT NULL) AND (region = ANY (ARRAY['eu'::region, 'uk'::region])))) NOT VALID;

CREATE FUNCTION orders_in_ap()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$ SELECT count(*) FROM orders WHERE region = 'ap' $function$;

ALTER DOMAIN place SET DEFAULT 'ap'::region;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE archive VALIDATE CONSTRAINT archive_bound;
ALTER TABLE orders_eu VALIDATE CONSTRAINT orders_eu_bound;
ALTER TABLE orders_rest VALIDATE CONSTRAINT orders_rest_bound;
ALTER TABLE orders_rest VALIDATE CONSTRAINT orders_rest_bound2;

-- deed:upgrade
ALTER TABLE shops ATTACH PARTITION archive FOR VALUES IN ('us', 'ap');
ALTER TABLE archive DROP CONSTRAINT archive_bound;

-- Nobody can use the table until the end of this transaction.
ALTER TABLE orders DETACH PARTITION orders_eu;

ALTER TABLE orders ATTACH PARTITION orders_ap FOR VALUES IN ('ap');
ALTER TABLE orders ATTACH PARTITION orders_eu FOR VALUES IN ('eu', 'uk');
ALTER TABLE orders_eu DROP CONSTRAINT orders_eu_bound;
ALTER TABLE orders_rest DROP CONSTRAINT orders_rest_bound;
ALTER TABLE orders_rest DROP CONSTRAINT orders_rest_bound2;
