-- create datasets
--
-- Revision ID: bac355a350fc
-- Revises:
-- Create Date: 2026-09-03 15:46:02+00:00

-- deed:upgrade
CREATE TYPE dataset_status AS ENUM ('draft', 'published', 'retired');

CREATE TABLE datasets (
    id bigint GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    status dataset_status NOT NULL DEFAULT 'draft'::dataset_status,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT datasets_pkey PRIMARY KEY (id),
    CONSTRAINT datasets_name_key UNIQUE (name)
);

-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE datasets;

DROP TYPE dataset_status;
