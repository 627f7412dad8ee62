-- deed:downgrade
ALTER INDEX orders_eu_amount_idx RENAME TO orders_eu_amount_idx_replaced;
ALTER INDEX orders_eu_25_amount_idx RENAME TO orders_eu_25_amount_idx_replaced;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY orders_eu_25_amount_idx ON orders_eu_25 (amount);

-- deed:downgrade
ALTER INDEX orders_amount RENAME TO orders_amount_replaced;

-- Takes over what the partitions have from above. Partitions that the model does not know get theirs now, while nobody can write.
CREATE INDEX orders_amount ON orders (amount);

DROP INDEX orders_amount_replaced;
