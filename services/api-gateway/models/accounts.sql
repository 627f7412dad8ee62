-- Who uses the platform. "user" is a reserved word of SQL, so it stands in quotes.
CREATE TABLE "user" (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email      text NOT NULL,
  name       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_login timestamptz,
  CONSTRAINT user_email_key UNIQUE (email),
  CONSTRAINT user_email_has_at CHECK (email LIKE '%@%')
);
CREATE INDEX user_last_login_idx ON "user" (last_login);
COMMENT ON TABLE "user" IS 'A person with an account';

CREATE TABLE session (
  token      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    bigint NOT NULL REFERENCES "user" ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CONSTRAINT session_ends_after_it_begins CHECK (expires_at > created_at)
);
CREATE INDEX session_user_id_idx ON session (user_id);
