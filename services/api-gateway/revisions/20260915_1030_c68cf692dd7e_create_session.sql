-- create session
--
-- Revision ID: c68cf692dd7e
-- Revises: 0903182aed6b
-- Create Date: 2026-09-15 10:30:40+00:00

-- deed:upgrade
CREATE TABLE session (
    token uuid DEFAULT gen_random_uuid(),
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL DEFAULT now(),
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (token),
    CONSTRAINT session_ends_after_it_begins CHECK (expires_at > created_at)
);

CREATE INDEX session_user_id_idx ON session (user_id);
ALTER TABLE session ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE CASCADE;

-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE session;
