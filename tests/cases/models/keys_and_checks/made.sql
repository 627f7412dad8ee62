CREATE TABLE membership (
    team_id bigint,
    user_id bigint,
    since date,
    until date,
    CONSTRAINT membership_key PRIMARY KEY (team_id, user_id) INCLUDE (since) WITH (fillfactor = 70) DEFERRABLE,
    UNIQUE (since),
    CONSTRAINT membership_period_key UNIQUE NULLS NOT DISTINCT (since, until) INCLUDE (team_id) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED,
    CHECK (since > '2000-01-01'),
    CONSTRAINT membership_ends_later CHECK (until IS NULL OR until > since) NO INHERIT
);
