-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY k_new ON b (x);

-- deed:upgrade
ALTER TABLE a DROP CONSTRAINT k;
ALTER TABLE b ADD CONSTRAINT k UNIQUE USING INDEX k_new;
