-- deed:downgrade
-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE sale DETACH PARTITION sale_all;

ALTER TABLE note DROP CONSTRAINT note_id_fkey;
ALTER TABLE sale DROP CONSTRAINT sale_id_fkey;
ALTER TABLE sale_all DROP CONSTRAINT sale_id_fkey;

-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE item DETACH PARTITION item_all;

ALTER TABLE item DROP CONSTRAINT item_id_fkey;
ALTER TABLE item_all DROP CONSTRAINT item_id_fkey;

-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE kind DETACH PARTITION kind_0;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item_all ALTER COLUMN id TYPE integer;
ALTER TABLE kind_0 ALTER COLUMN id TYPE integer;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE kind RENAME TO kind_replaced;

ALTER INDEX kind_pkey RENAME TO kind_pkey_replaced;

CREATE TABLE kind (
    id integer,
    CONSTRAINT kind_pkey PRIMARY KEY (id)
) PARTITION BY HASH (id);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE kind ATTACH PARTITION kind_0 FOR VALUES WITH (modulus 1, remainder 0);

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE note ALTER COLUMN id TYPE integer;

ALTER TABLE sale_all
    ALTER COLUMN back TYPE integer,
    ALTER COLUMN id TYPE integer;

LOCK TABLE kind_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO kind (id) OVERRIDING SYSTEM VALUE
    SELECT id FROM kind_replaced;

-- Reads the whole table; nobody can write into either table meanwhile.
ALTER TABLE item_all ADD CONSTRAINT item_id_fkey FOREIGN KEY (id) REFERENCES kind (id);

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE item RENAME TO item_replaced;

ALTER INDEX item_pkey RENAME TO item_pkey_replaced;

CREATE TABLE item (
    id integer,
    CONSTRAINT item_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE item ATTACH PARTITION item_all FOR VALUES FROM (0) TO (100);

LOCK TABLE item_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO item (id) OVERRIDING SYSTEM VALUE
    SELECT id FROM item_replaced;

ALTER TABLE item ADD CONSTRAINT item_id_fkey FOREIGN KEY (id) REFERENCES kind (id);

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE note ADD CONSTRAINT note_id_fkey FOREIGN KEY (id) REFERENCES item (id) ON DELETE CASCADE NOT VALID;

-- Reads the whole table; nobody can write into either table meanwhile.
ALTER TABLE sale_all ADD CONSTRAINT sale_id_fkey FOREIGN KEY (id) REFERENCES item (id);

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE sale RENAME TO sale_replaced;

CREATE TABLE sale (
    id integer,
    back integer
) PARTITION BY RANGE (id);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE sale ATTACH PARTITION sale_all DEFAULT;

LOCK TABLE sale_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO sale (id, back) OVERRIDING SYSTEM VALUE
    SELECT id, back FROM sale_replaced;

ALTER TABLE sale ADD CONSTRAINT sale_id_fkey FOREIGN KEY (id) REFERENCES item (id);
DROP TABLE item_replaced;
DROP TABLE kind_replaced;
DROP TABLE sale_replaced;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE note VALIDATE CONSTRAINT note_id_fkey;
