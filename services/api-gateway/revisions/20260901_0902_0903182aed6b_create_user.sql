-- create user
--
-- Revision ID: 0903182aed6b
-- Revises:
-- Create Date: 2026-09-01 09:02:11+00:00

-- deed:upgrade
CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY,
    email text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT user_pkey PRIMARY KEY (id),
    CONSTRAINT user_email_key UNIQUE (email),
    CONSTRAINT user_email_has_at CHECK (email ~~ '%@%'::text)
);

COMMENT ON TABLE "user" IS 'A person with an account';

-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE "user";
