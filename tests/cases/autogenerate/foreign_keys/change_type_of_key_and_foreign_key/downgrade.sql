-- deed:downgrade
ALTER TABLE pet DROP CONSTRAINT pet_owner_fkey;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE owner ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE pet ALTER COLUMN owner TYPE integer USING owner::integer;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE pet ADD CONSTRAINT pet_owner_fkey FOREIGN KEY (owner) REFERENCES owner (id) NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE pet VALIDATE CONSTRAINT pet_owner_fkey;
