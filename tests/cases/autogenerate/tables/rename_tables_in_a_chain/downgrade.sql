-- deed:downgrade
ALTER TABLE second RENAME TO third;
ALTER TABLE first RENAME TO second;
ALTER TABLE third RENAME CONSTRAINT second_pkey TO third_pkey;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY second_pkey ON second (id);

-- deed:downgrade
ALTER TABLE second DROP CONSTRAINT first_pkey;
ALTER TABLE second ADD CONSTRAINT second_pkey PRIMARY KEY USING INDEX second_pkey;
