-- deed:downgrade
ALTER TABLE m DETACH PARTITION m_1;
ALTER TABLE m DETACH PARTITION m_2;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE m_2 RENAME TO m_2_replaced;

ALTER INDEX m_2_b_idx RENAME TO m_2_b_idx_replaced;
ALTER INDEX m_2_pkey RENAME TO m_2_pkey_replaced;

-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE m_2 (
    a integer NOT NULL,
    b integer NOT NULL
) PARTITION BY LIST (b);

CREATE TABLE m_2_rest PARTITION OF m_2
    DEFAULT;

ALTER TABLE m ATTACH PARTITION m_2 FOR VALUES FROM (10) TO (20);

INSERT INTO m_2 (a, b) OVERRIDING SYSTEM VALUE
    SELECT a, b FROM m_2_replaced;

DROP VIEW of_m_1;

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE m_1 RENAME TO m_1_replaced;

ALTER INDEX m_1_b_idx RENAME TO m_1_b_idx_replaced;
ALTER INDEX m_1_pkey RENAME TO m_1_pkey_replaced;

-- PARTITION OF would lock the table that it is a partition of against everybody; ATTACH does not.
CREATE TABLE m_1 (
    a integer NOT NULL,
    b integer NOT NULL
);

ALTER TABLE m ATTACH PARTITION m_1 FOR VALUES FROM (0) TO (10);

LOCK TABLE m_1_replaced IN ACCESS EXCLUSIVE MODE;
INSERT INTO m_1 (a, b) OVERRIDING SYSTEM VALUE
    SELECT a, b FROM m_1_replaced;

CREATE VIEW of_m_1 AS
 SELECT m_1.a
   FROM m_1;

DROP TABLE m_1_rest;
DROP TABLE m_1_replaced;
DROP TABLE m_2_replaced;
