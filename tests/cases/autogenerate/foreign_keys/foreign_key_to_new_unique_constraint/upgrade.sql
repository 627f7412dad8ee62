-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY owner_tag_key ON owner (tag);

-- deed:upgrade
ALTER TABLE owner ADD CONSTRAINT owner_tag_key UNIQUE USING INDEX owner_tag_key;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE pet ADD CONSTRAINT pet_tag_fkey FOREIGN KEY (tag) REFERENCES owner (tag) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE pet VALIDATE CONSTRAINT pet_tag_fkey;
