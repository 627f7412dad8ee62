-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY member_pkey_new ON member (person);

-- deed:downgrade
ALTER TABLE member DROP CONSTRAINT member_pkey;
ALTER TABLE member ADD CONSTRAINT member_pkey PRIMARY KEY USING INDEX member_pkey_new;
