-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY task_pkey ON task (id);

-- deed:upgrade
ALTER TABLE task ADD CONSTRAINT task_pkey PRIMARY KEY USING INDEX task_pkey;
