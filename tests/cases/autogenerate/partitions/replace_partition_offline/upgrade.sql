-- deed:upgrade
ALTER TABLE m DETACH PARTITION m_out;

-- Deletes the table with its rows.
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
DROP TABLE m_old;

-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
CREATE TABLE m_new PARTITION OF m
    FOR VALUES FROM (0) TO (5);
