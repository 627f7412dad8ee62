CREATE TABLE orders (id bigint NOT NULL, region text NOT NULL DEFAULT 'eu', total numeric, CONSTRAINT orders_key UNIQUE (region, id)) PARTITION BY LIST (region);
CREATE INDEX orders_total ON orders (total);
CREATE TABLE orders_eu (total numeric, region text NOT NULL, id bigint NOT NULL, CONSTRAINT eu_key UNIQUE (region, id));
CREATE INDEX eu_total ON orders_eu (total);
ALTER TABLE orders ATTACH PARTITION orders_eu FOR VALUES IN ('eu');
CREATE TABLE orders_us PARTITION OF orders FOR VALUES IN ('us');
ALTER INDEX orders_us_total_idx RENAME TO us_total;
