-- deed:downgrade
-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE pet ADD CONSTRAINT pet_owner_fkey FOREIGN KEY (owner) REFERENCES owner (id) NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE pet VALIDATE CONSTRAINT pet_owner_fkey;
