-- deed:upgrade
CREATE TABLE orders (
    id bigint NOT NULL,
    region text NOT NULL DEFAULT 'eu'::text,
    total numeric,
    CONSTRAINT orders_key UNIQUE (region, id)
) PARTITION BY LIST (region);

CREATE TABLE orders_eu (
    total numeric,
    region text NOT NULL,
    id bigint NOT NULL,
    CONSTRAINT eu_key UNIQUE (region, id)
);

CREATE INDEX eu_total ON orders_eu (total);
ALTER TABLE orders ATTACH PARTITION orders_eu FOR VALUES IN ('eu');

CREATE TABLE orders_us PARTITION OF orders
    FOR VALUES IN ('us');

CREATE INDEX us_total ON orders_us (total);
CREATE INDEX orders_total ON orders (total);
