-- deed:upgrade
ALTER TABLE person RENAME COLUMN name TO full_name;
ALTER INDEX person_name RENAME TO person_name_replaced;
ALTER TABLE person ADD COLUMN name character varying(20);

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY person_name_key ON person (name);

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY person_name ON person (full_name, name);

DROP INDEX CONCURRENTLY person_name_replaced;

-- deed:upgrade
ALTER TABLE person ADD CONSTRAINT person_name_key UNIQUE USING INDEX person_name_key;
