CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    nickname text UNIQUE CHECK (nickname <> ''),
    number serial
);
INSERT INTO "user" (email) VALUES ('a@example.org'), ('b@example.org');
CREATE INDEX user_nickname ON "user" (lower(nickname), email);
COMMENT ON COLUMN "user".nickname IS 'as on the door';
