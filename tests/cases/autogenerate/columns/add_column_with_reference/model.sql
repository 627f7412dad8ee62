CREATE TABLE team (id integer PRIMARY KEY);
CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    team_id integer REFERENCES team
);
