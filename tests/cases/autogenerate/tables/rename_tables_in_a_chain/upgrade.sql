-- deed:upgrade
ALTER TABLE second RENAME TO first;
ALTER TABLE third RENAME TO second;
ALTER TABLE first RENAME CONSTRAINT second_pkey TO first_pkey;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY second_pkey ON second (id);

-- deed:upgrade
ALTER TABLE second DROP CONSTRAINT third_pkey;
ALTER TABLE second ADD CONSTRAINT second_pkey PRIMARY KEY USING INDEX second_pkey;
