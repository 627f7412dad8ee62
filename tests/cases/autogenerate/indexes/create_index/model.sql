CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL
);
CREATE INDEX user_email ON "user" (email);
CREATE UNIQUE INDEX user_email_once ON "user" (lower(email));
