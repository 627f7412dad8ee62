-- deed:downgrade
-- Fails where the sequence has counted further.
ALTER SEQUENCE task_id_seq AS integer;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE task ALTER COLUMN id TYPE integer;
