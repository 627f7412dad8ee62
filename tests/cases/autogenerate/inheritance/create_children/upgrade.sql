-- deed:upgrade
CREATE TABLE base (
    id bigserial,
    kind text NOT NULL DEFAULT 'x'::text,
    CONSTRAINT nobody CHECK (id > 0) NO INHERIT,
    CONSTRAINT short CHECK (length(kind) < 9)
);

CREATE TABLE c (
    id bigint DEFAULT nextval('base_id_seq'::regclass),
    kind text DEFAULT 'c'::text
) INHERITS (base);

CREATE INDEX c_kind_idx ON c (kind);

CREATE TABLE stamped (
    created_at timestamp with time zone DEFAULT now()
);

CREATE TABLE a (
    extra integer,
    CONSTRAINT a_id_key UNIQUE (id),
    CONSTRAINT only_a CHECK (kind = 'a'::text)
) INHERITS (base, stamped);

CREATE TABLE b () INHERITS (a);
ALTER TABLE b ALTER COLUMN created_at SET NOT NULL;
ALTER TABLE b ALTER COLUMN extra SET DEFAULT 3;
