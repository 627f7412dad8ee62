-- deed:upgrade
-- Takes an ACCESS EXCLUSIVE lock on the table that it is a partition of.
CREATE TABLE log_1 PARTITION OF log
    FOR VALUES FROM (0) TO (10);

-- Reads the whole table under an ACCESS EXCLUSIVE lock; fails where a row is outside of these bounds.
-- Reads the default partition public.log_rest under an ACCESS EXCLUSIVE lock; fails where it has a row of this one.
ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM (10) TO (20);
