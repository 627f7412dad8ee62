-- deed:upgrade
CREATE TABLE account (
    id bigserial,
    public_id uuid NOT NULL DEFAULT gen_random_uuid(),
    owner character varying(80) COLLATE "C" NOT NULL,
    kind text NOT NULL DEFAULT 'person'::text,
    balance numeric(12,2) NOT NULL DEFAULT 0,
    limits numeric(12,2)[],
    doubled numeric GENERATED ALWAYS AS (balance * (2)::numeric) STORED,
    opened timestamp with time zone NOT NULL DEFAULT now(),
    closed date,
    CONSTRAINT account_pkey PRIMARY KEY (id),
    CONSTRAINT account_public_id_key UNIQUE (public_id),
    CONSTRAINT account_kind_check CHECK (kind = ANY (ARRAY['person'::text, 'company'::text])),
    CONSTRAINT closed_after_opened CHECK (closed >= (opened)::date)
);

CREATE INDEX account_owner_idx ON account (owner);
COMMENT ON TABLE account IS 'what somebody has with us';
COMMENT ON COLUMN account.limits IS 'per month';
