-- deed:downgrade
CREATE TABLE session (
    id bigserial,
    user_id bigint NOT NULL,
    token text NOT NULL,
    started timestamp with time zone NOT NULL DEFAULT now(),
    CONSTRAINT session_pkey PRIMARY KEY (id),
    CONSTRAINT session_token_key UNIQUE (token),
    CONSTRAINT long_token CHECK (length(token) > 20)
);

CREATE INDEX session_started ON session (started DESC) WHERE (token <> ''::text);
COMMENT ON TABLE session IS 'who is here';
COMMENT ON CONSTRAINT long_token ON session IS 'hard to guess';
COMMENT ON COLUMN session.token IS 'secret';
ALTER TABLE session ADD CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user" (id) ON DELETE CASCADE;
COMMENT ON SEQUENCE session_id_seq IS 'counts';
COMMENT ON INDEX session_started IS 'for the list';
