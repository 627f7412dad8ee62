-- deed:downgrade
ALTER TABLE project DROP CONSTRAINT project_tenant_fkey;
ALTER TABLE project DROP CONSTRAINT project_title_check;
ALTER INDEX project_title RENAME TO project_title_replaced;
ALTER TABLE tenant DROP CONSTRAINT tenant_name_key;

CREATE TABLE legacy (
    id integer,
    project integer,
    CONSTRAINT legacy_pkey PRIMARY KEY (id)
);

ALTER TABLE project ADD COLUMN archived boolean;
ALTER TABLE project ALTER COLUMN tenant DROP NOT NULL;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE tenant ALTER COLUMN name TYPE character varying(50);

ALTER TABLE tenant ALTER COLUMN name DROP NOT NULL;
ALTER TABLE tenant ALTER COLUMN plan DROP DEFAULT;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'trial': change those rows before.
ALTER TYPE plan RENAME TO plan_replaced;

CREATE TYPE plan AS ENUM ('free', 'paid');
ALTER TABLE tenant ALTER COLUMN plan TYPE plan USING plan::text::plan;
ALTER TABLE tenant ALTER COLUMN plan SET DEFAULT 'free'::plan;
ALTER TABLE legacy ADD CONSTRAINT legacy_project_fkey FOREIGN KEY (project) REFERENCES project (id);

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE project ADD CONSTRAINT project_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id) NOT VALID;

-- Deletes the values of the column.
ALTER TABLE project DROP COLUMN created;

-- Deletes the table with its rows.
DROP TABLE task;

DROP TYPE plan_replaced;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY project_title ON project (title);

DROP INDEX CONCURRENTLY project_title_replaced;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE project VALIDATE CONSTRAINT project_tenant_fkey;
