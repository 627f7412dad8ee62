-- deed:upgrade
-- Nobody can use the table until the end of this transaction.
ALTER TABLE h DETACH PARTITION h_0;
ALTER TABLE h DETACH PARTITION h_1;

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE h ATTACH PARTITION h_0 FOR VALUES WITH (modulus 2, remainder 1);
ALTER TABLE h ATTACH PARTITION h_1 FOR VALUES WITH (modulus 2, remainder 0);

-- ATTACH alone would read the table while nobody can use it; with this valid it need not. Fails where it has rows outside of these bounds: move them away before. From here on it takes no further ones.
ALTER TABLE m_1 ADD CONSTRAINT m_1_bound CHECK ((a IS NOT NULL) AND (a >= 0) AND (a < 5)) NOT VALID;
ALTER TABLE m_2 ADD CONSTRAINT m_2_bound CHECK ((a IS NOT NULL) AND (a >= 5) AND (a < 20)) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE m_1 VALIDATE CONSTRAINT m_1_bound;
ALTER TABLE m_2 VALIDATE CONSTRAINT m_2_bound;

-- deed:upgrade
-- Nobody can use the table until the end of this transaction.
ALTER TABLE m DETACH PARTITION m_1;
ALTER TABLE m DETACH PARTITION m_2;

ALTER TABLE m ATTACH PARTITION m_1 FOR VALUES FROM (0) TO (5);
ALTER TABLE m_1 DROP CONSTRAINT m_1_bound;
ALTER TABLE m ATTACH PARTITION m_2 FOR VALUES FROM (5) TO (20);
ALTER TABLE m_2 DROP CONSTRAINT m_2_bound;
