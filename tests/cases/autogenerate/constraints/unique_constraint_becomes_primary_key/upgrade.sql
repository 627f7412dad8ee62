-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY owner_pkey ON owner (id);

-- deed:upgrade
ALTER TABLE pet DROP CONSTRAINT pet_owner_fkey;
ALTER TABLE owner DROP CONSTRAINT owner_id_key;
ALTER TABLE owner ADD CONSTRAINT owner_pkey PRIMARY KEY USING INDEX owner_pkey;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE pet ADD CONSTRAINT pet_owner_fkey FOREIGN KEY (owner) REFERENCES owner (id) ON DELETE CASCADE NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE pet VALIDATE CONSTRAINT pet_owner_fkey;
