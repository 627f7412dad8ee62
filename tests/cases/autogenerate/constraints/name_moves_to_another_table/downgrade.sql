-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY k_new ON a (x);

-- deed:downgrade
ALTER TABLE b DROP CONSTRAINT k;
ALTER TABLE a ADD CONSTRAINT k UNIQUE USING INDEX k_new;
