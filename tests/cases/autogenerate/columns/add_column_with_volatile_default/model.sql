CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    token uuid NOT NULL DEFAULT gen_random_uuid()
);
