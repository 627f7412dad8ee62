CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    locale text NOT NULL DEFAULT 'en',
    since timestamptz NOT NULL DEFAULT now()
);
