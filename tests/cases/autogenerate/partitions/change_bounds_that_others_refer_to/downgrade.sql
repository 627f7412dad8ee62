-- deed:downgrade
-- ATTACH alone would read the table while nobody can use it; with this valid it need not. Fails where it has rows outside of these bounds: move them away before. From here on it takes no further ones.
ALTER TABLE item_low ADD CONSTRAINT item_low_bound CHECK ((id IS NOT NULL) AND (id >= 0) AND (id < 100)) NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE item_low VALIDATE CONSTRAINT item_low_bound;

-- deed:downgrade
ALTER TABLE note DROP CONSTRAINT note_id_fkey;

-- Nobody can use the table until the end of this transaction.
ALTER TABLE item DETACH PARTITION item_low;

ALTER TABLE item ATTACH PARTITION item_low FOR VALUES FROM (0) TO (100);
ALTER TABLE item_low DROP CONSTRAINT item_low_bound;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE note ADD CONSTRAINT note_id_fkey FOREIGN KEY (id) REFERENCES item (id) NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE note VALIDATE CONSTRAINT note_id_fkey;
