-- A service's history: append-only, one row per event; docs/formats.md tells each column.
-- deed.version_example stands for the version table.
CREATE TABLE deed.version_example (
  position     bigint PRIMARY KEY,
  revision     text NOT NULL,
  revises      text[] NOT NULL,
  depends_on   text[] NOT NULL,
  step         integer NOT NULL,
  steps        integer NOT NULL,
  statement    integer,
  event        text NOT NULL CHECK (event IN ('started', 'done', 'upgraded', 'downgraded', 'stamped', 'unstamped')),
  checksum     text NOT NULL,
  sql          text NOT NULL,
  search_path  text NOT NULL,
  run_id       uuid NOT NULL,
  at           timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  db_role      text NOT NULL DEFAULT current_user,
  actor        text NOT NULL,
  host         text NOT NULL,
  duration_ms  bigint NOT NULL,
  rows         bigint NOT NULL,
  deed_version text NOT NULL,
  message      text NOT NULL,
  tag          text NOT NULL,
  format       integer NOT NULL DEFAULT 1
);
COMMENT ON TABLE deed.version_example IS 'deed: history of a service; append-only, written by deed only'
