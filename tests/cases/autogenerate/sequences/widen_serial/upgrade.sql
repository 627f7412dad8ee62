-- deed:upgrade
ALTER SEQUENCE task_id_seq AS bigint;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE task ALTER COLUMN id TYPE bigint;
