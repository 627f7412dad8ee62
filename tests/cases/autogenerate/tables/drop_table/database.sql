CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL
);
INSERT INTO "user" (email) VALUES ('a@example.org'), ('b@example.org');
CREATE TABLE session (
    id bigserial PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES "user" ON DELETE CASCADE,
    token text NOT NULL UNIQUE,
    started timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT long_token CHECK (length(token) > 20)
);
CREATE INDEX session_started ON session (started DESC) WHERE token <> '';
COMMENT ON TABLE session IS 'who is here';
COMMENT ON COLUMN session.token IS 'secret';
COMMENT ON CONSTRAINT long_token ON session IS 'hard to guess';
COMMENT ON INDEX session_started IS 'for the list';
COMMENT ON SEQUENCE session_id_seq IS 'counts';
