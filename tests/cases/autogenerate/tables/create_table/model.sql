CREATE TABLE account (
    id bigserial PRIMARY KEY,
    public_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    owner varchar(80) COLLATE "C" NOT NULL,
    kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'company')),
    balance numeric(12, 2) NOT NULL DEFAULT 0,
    limits numeric(12, 2)[],
    doubled numeric GENERATED ALWAYS AS (balance * 2) STORED,
    opened timestamptz NOT NULL DEFAULT now(),
    closed date,
    CONSTRAINT closed_after_opened CHECK (closed >= opened::date)
);
CREATE INDEX ON account (owner);
COMMENT ON TABLE account IS 'what somebody has with us';
COMMENT ON COLUMN account.limits IS 'per month';
