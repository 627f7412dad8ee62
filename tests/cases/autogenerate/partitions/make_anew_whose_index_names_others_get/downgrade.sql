-- deed:downgrade
ALTER INDEX of_lost RENAME TO visit_1_day_idx;

-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE visit DETACH PARTITION visit_1;

ALTER TABLE visit_1 DROP CONSTRAINT key_of_lost;
DROP INDEX of_whole;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE visit RENAME TO visit_replaced;

CREATE TABLE visit (
    id bigint,
    day integer
) PARTITION BY RANGE (day);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE visit ATTACH PARTITION visit_1 FOR VALUES FROM (0) TO (10);

CREATE TABLE visit_2 PARTITION OF visit (
    CONSTRAINT key_of_lost UNIQUE (id)
) FOR VALUES FROM (10) TO (20);

CREATE INDEX of_whole ON visit (day);
CREATE INDEX of_lost ON visit_2 (id);

LOCK TABLE visit_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO visit (id, day) OVERRIDING SYSTEM VALUE
    SELECT id, day FROM visit_replaced;

DROP TABLE visit_0;
DROP TABLE visit_replaced;
