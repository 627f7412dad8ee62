-- create dataset usage
--
-- Revision ID: 62dbc62356e6
-- Revises:
-- Create Date: 2026-11-03 09:15:19+00:00
-- Depends On: api-gateway:f2fedb29303f, service-selection:7e54f7bd0bde

-- deed:upgrade
CREATE TABLE dataset_usage (
    user_id bigint,
    dataset_id bigint,
    day date,
    uses integer NOT NULL DEFAULT 1,
    CONSTRAINT dataset_usage_pkey PRIMARY KEY (user_id, dataset_id, day),
    CONSTRAINT dataset_usage_uses_positive CHECK (uses > 0)
);

ALTER TABLE dataset_usage ADD CONSTRAINT dataset_usage_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES datasets (id);

ALTER TABLE dataset_usage
    ADD CONSTRAINT dataset_usage_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE CASCADE;

-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE dataset_usage;
