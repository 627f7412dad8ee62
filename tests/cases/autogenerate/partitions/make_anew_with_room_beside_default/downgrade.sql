-- deed:downgrade
-- Its rows are away from the table that is made anew below, until it is attached again where it is.
ALTER TABLE log DETACH PARTITION log_0;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE log_rest RENAME TO log_rest_replaced;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE log_0 ALTER COLUMN id TYPE integer;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE log RENAME TO log_replaced;

CREATE TABLE log (
    id integer,
    note text
) PARTITION BY RANGE (id);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE log ATTACH PARTITION log_0 FOR VALUES FROM (0) TO (10);

CREATE TABLE log_rest PARTITION OF log
    DEFAULT;

LOCK TABLE log_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO log (id, note) OVERRIDING SYSTEM VALUE
    SELECT id, note FROM log_replaced;

DROP TABLE log_1;
DROP TABLE log_rest_replaced;
DROP TABLE log_replaced;
