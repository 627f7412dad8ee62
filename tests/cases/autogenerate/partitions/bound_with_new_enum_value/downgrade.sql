-- deed:downgrade
-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE shops DETACH PARTITION archive;
ALTER TABLE orders DETACH PARTITION orders_eu;
ALTER TABLE shops DETACH PARTITION shops_eu;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE orders_rest RENAME TO orders_rest_replaced;

-- Deletes the table with its rows.
DROP TABLE visits_ap;
DROP TABLE visits;

DROP FUNCTION orders_in_ap();
DROP DOMAIN place;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'uk', 'ap': change those rows before.
ALTER TYPE region RENAME TO region_replaced;

CREATE TYPE region AS ENUM ('eu', 'us');
CREATE DOMAIN place AS region;
ALTER TABLE archive ALTER COLUMN region TYPE region USING region::text::region;
ALTER TABLE orders_eu ALTER COLUMN region TYPE region USING region::text::region;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE orders RENAME TO orders_replaced;

CREATE TABLE orders (
    id bigint,
    region region NOT NULL
) PARTITION BY LIST (region);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE orders ATTACH PARTITION orders_eu FOR VALUES IN ('eu');

CREATE TABLE orders_rest PARTITION OF orders
    DEFAULT;

ALTER TABLE shops_eu ALTER COLUMN region TYPE region USING region::text::region;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE shops RENAME TO shops_replaced;

CREATE TABLE shops (
    id bigint,
    region region
) PARTITION BY LIST (region);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE shops ATTACH PARTITION shops_eu FOR VALUES IN ('eu');

LOCK TABLE orders_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO orders (id, region) OVERRIDING SYSTEM VALUE
    SELECT id, region::text::region FROM orders_replaced;

LOCK TABLE shops_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO shops (id, region) OVERRIDING SYSTEM VALUE
    SELECT id, region::text::region FROM shops_replaced;

DROP TABLE orders_ap_1;
DROP TABLE orders_ap;
DROP TABLE orders_rest_replaced;
DROP TABLE orders_replaced;
DROP TABLE shops_replaced;
DROP TYPE region_replaced;
