-- deed:upgrade
-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE visit DETACH PARTITION visit_1;

DROP INDEX visit_1_day_idx;
ALTER INDEX of_whole RENAME TO of_whole_replaced;
ALTER INDEX key_of_lost RENAME TO key_of_lost_replaced;
ALTER INDEX of_lost RENAME TO of_lost_replaced;

-- Builds an index under an ACCESS EXCLUSIVE lock; fails where values are not unique.
ALTER TABLE visit_1 ADD CONSTRAINT key_of_lost UNIQUE (id);

-- Nobody can write into the table while the index is built.
CREATE INDEX of_lost ON visit_1 (day);
CREATE INDEX of_whole ON visit_1 (id);

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE visit RENAME TO visit_replaced;

CREATE TABLE visit (
    id bigint,
    day integer
) PARTITION BY LIST (day);

CREATE TABLE visit_0 PARTITION OF visit
    DEFAULT;

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE visit ATTACH PARTITION visit_1 FOR VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9);

LOCK TABLE visit_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO visit (id, day) OVERRIDING SYSTEM VALUE
    SELECT id, day FROM visit_replaced;

DROP TABLE visit_2;
DROP TABLE visit_replaced;
