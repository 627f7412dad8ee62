CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL
);
CREATE TABLE item (code varchar(10) CHECK (code IN ('a', 'b')), price decimal(5) DEFAULT 1e2, at date DEFAULT '2026-01-01');
