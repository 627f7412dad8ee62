CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL
);
CREATE TABLE session (user_id bigint REFERENCES "user" ON DELETE CASCADE);
