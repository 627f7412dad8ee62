CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL
);
INSERT INTO "user" (email) VALUES ('a@example.org'), ('b@example.org');
CREATE TABLE item (code varchar(10) CHECK (code IN ('a', 'b')), price numeric(5) DEFAULT 1e2, at date DEFAULT '2026-01-01');
