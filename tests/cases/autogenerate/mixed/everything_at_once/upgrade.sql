-- deed:upgrade
ALTER TABLE project DROP CONSTRAINT project_tenant_fkey;
ALTER INDEX project_title RENAME TO project_title_replaced;

CREATE TABLE task (
    id bigint GENERATED ALWAYS AS IDENTITY,
    project integer NOT NULL,
    due date,
    CONSTRAINT task_pkey PRIMARY KEY (id)
);

CREATE INDEX task_due ON task (due) WHERE (due IS NOT NULL);
COMMENT ON TABLE task IS 'what is to be done';
ALTER TABLE project ADD COLUMN created timestamp with time zone NOT NULL DEFAULT now();

-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE project ADD CONSTRAINT project_tenant_is_not_null CHECK (tenant IS NOT NULL) NOT VALID;

ALTER TABLE tenant ALTER COLUMN name TYPE text;

-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE tenant ADD CONSTRAINT tenant_name_is_not_null CHECK (name IS NOT NULL) NOT VALID;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE project ADD CONSTRAINT project_title_check CHECK (title <> ''::text) NOT VALID;

ALTER TABLE project
    ADD CONSTRAINT project_tenant_fkey FOREIGN KEY (tenant) REFERENCES tenant (id) ON DELETE CASCADE NOT VALID;

ALTER TABLE task ADD CONSTRAINT task_project_fkey FOREIGN KEY (project) REFERENCES project (id);

-- Deletes the values of the column.
ALTER TABLE project DROP COLUMN archived;

-- Deletes the table with its rows.
DROP TABLE legacy;

-- deed:upgrade autocommit
-- Committed by itself: a new value cannot be used in the transaction that adds it.
ALTER TYPE plan ADD VALUE 'trial' AFTER 'free';

-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY project_title ON project (lower(title));

DROP INDEX CONCURRENTLY project_title_replaced;

-- CONCURRENTLY does not block writes, but cannot run in a transaction; fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY tenant_name_key ON tenant (name);

-- deed:upgrade
-- Reads the table while others read and write; fails where a row has NULL.
ALTER TABLE project VALIDATE CONSTRAINT project_tenant_is_not_null;
ALTER TABLE tenant VALIDATE CONSTRAINT tenant_name_is_not_null;

-- Reads the table while others read and write.
ALTER TABLE project VALIDATE CONSTRAINT project_title_check;
ALTER TABLE project VALIDATE CONSTRAINT project_tenant_fkey;

-- deed:upgrade
ALTER TABLE project ALTER COLUMN tenant SET NOT NULL;
ALTER TABLE project DROP CONSTRAINT project_tenant_is_not_null;
ALTER TABLE tenant ALTER COLUMN name SET NOT NULL;
ALTER TABLE tenant DROP CONSTRAINT tenant_name_is_not_null;
ALTER TABLE tenant ALTER COLUMN plan SET DEFAULT 'trial'::plan;
ALTER TABLE tenant ADD CONSTRAINT tenant_name_key UNIQUE USING INDEX tenant_name_key;
