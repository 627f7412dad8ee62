-- The one table that all services share: who owns what, and what owners share.
CREATE TABLE deed.ownership (
  service      text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('service', 'object', 'pattern', 'share', 'give')),
  object       text NOT NULL,
  with_service text NOT NULL DEFAULT '',
  accesses     text[] NOT NULL DEFAULT '{}',
  revision     text NOT NULL DEFAULT '',
  db_role      text NOT NULL DEFAULT current_user,
  at           timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  PRIMARY KEY (service, kind, object, with_service)
);
COMMENT ON TABLE deed.ownership IS 'deed: which service owns and shares which objects; written by deed only'
