-- deed:upgrade
ALTER TABLE pet DROP CONSTRAINT pet_owner_fkey;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
ALTER TABLE owner ALTER COLUMN id TYPE text;
ALTER TABLE pet ALTER COLUMN owner TYPE text;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE pet ADD CONSTRAINT pet_owner_fkey FOREIGN KEY (owner) REFERENCES owner (id) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE pet VALIDATE CONSTRAINT pet_owner_fkey;
