CREATE TYPE dataset_status AS ENUM ('draft', 'review', 'published', 'retired');

-- What can be chosen.
CREATE TABLE datasets (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name       text NOT NULL,
  status     dataset_status NOT NULL DEFAULT 'draft',
  owner_team text NOT NULL DEFAULT 'unknown',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT datasets_name_key UNIQUE (name)
);
CREATE INDEX datasets_status_idx ON datasets (status) WHERE status <> 'retired';
