-- deed:downgrade
-- ATTACH alone would read the table while nobody can use it; with this valid it need not. Fails where it has rows outside of these bounds: move them away before. From here on it takes no further ones.
ALTER TABLE t1 ADD CONSTRAINT t1_bound CHECK ((a IS NOT NULL) AND (a >= 0) AND (a < 10)) NOT VALID;
ALTER TABLE t2 ADD CONSTRAINT t2_bound CHECK ((a IS NOT NULL) AND (a >= 10) AND (a < 20)) NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE t1 VALIDATE CONSTRAINT t1_bound;
ALTER TABLE t2 VALIDATE CONSTRAINT t2_bound;

-- deed:downgrade
-- Nobody can use the table until the end of this transaction.
ALTER TABLE t DETACH PARTITION t1;
ALTER TABLE t DETACH PARTITION t2;

ALTER TABLE t ATTACH PARTITION t1 FOR VALUES FROM (0) TO (10);
ALTER TABLE t1 DROP CONSTRAINT t1_bound;
ALTER TABLE t ATTACH PARTITION t2 FOR VALUES FROM (10) TO (20);
ALTER TABLE t2 DROP CONSTRAINT t2_bound;
ALTER TABLE t1 DISABLE TRIGGER x;
ALTER TABLE t2_1 ENABLE ALWAYS TRIGGER x;
