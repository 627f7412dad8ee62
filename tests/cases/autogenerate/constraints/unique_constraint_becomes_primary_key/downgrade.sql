-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY owner_id_key ON owner (id);

-- deed:downgrade
ALTER TABLE pet DROP CONSTRAINT pet_owner_fkey;
ALTER TABLE owner DROP CONSTRAINT owner_pkey;
ALTER TABLE owner ADD CONSTRAINT owner_id_key UNIQUE USING INDEX owner_id_key;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE pet ADD CONSTRAINT pet_owner_fkey FOREIGN KEY (owner) REFERENCES owner (id) ON DELETE CASCADE NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE pet VALIDATE CONSTRAINT pet_owner_fkey;
