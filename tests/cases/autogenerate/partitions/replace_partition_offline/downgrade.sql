-- deed:downgrade
-- Deletes the table with its rows.
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
DROP TABLE m_new;

-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
CREATE TABLE m_old PARTITION OF m
    FOR VALUES FROM (0) TO (10);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
ALTER TABLE m ATTACH PARTITION m_out FOR VALUES FROM (10) TO (20);
