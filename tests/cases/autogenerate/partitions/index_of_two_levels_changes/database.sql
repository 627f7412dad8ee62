CREATE TABLE orders (id bigint, region integer NOT NULL, day date NOT NULL, amount integer) PARTITION BY LIST (region);
CREATE TABLE orders_eu PARTITION OF orders FOR VALUES IN (1) PARTITION BY RANGE (day);
CREATE TABLE orders_eu_25 PARTITION OF orders_eu FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX orders_amount ON orders (amount);
