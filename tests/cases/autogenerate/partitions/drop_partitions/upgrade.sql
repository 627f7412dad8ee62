-- deed:upgrade autocommit
-- CONCURRENTLY does not block queries of the other partitions, but cannot run in a transaction.
ALTER TABLE m DETACH PARTITION m_2 CONCURRENTLY;

-- deed:upgrade
-- Deletes the table with its rows.
DROP TABLE m_2_1;
DROP TABLE m_2;
DROP TABLE use_of_it;
DROP TABLE all_of_it_1;
DROP TABLE all_of_it;
