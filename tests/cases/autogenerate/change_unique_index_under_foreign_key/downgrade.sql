-- deed:downgrade
ALTER TABLE note DROP CONSTRAINT note_name_fkey;

-- deed:downgrade autocommit
DROP INDEX CONCURRENTLY item_name;

-- CONCURRENTLY does not block writes, but cannot run in a transaction. Fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY item_name ON item (name);

-- deed:downgrade
-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE note ADD CONSTRAINT note_name_fkey FOREIGN KEY (name) REFERENCES item (name) NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE note VALIDATE CONSTRAINT note_name_fkey;
