-- Who used which dataset, day by day.
CREATE TABLE dataset_usage (
  user_id    bigint NOT NULL REFERENCES "user" ON DELETE CASCADE,
  dataset_id bigint NOT NULL REFERENCES datasets,
  day        date NOT NULL,
  uses       integer NOT NULL DEFAULT 1,
  CONSTRAINT dataset_usage_pkey PRIMARY KEY (user_id, dataset_id, day),
  CONSTRAINT dataset_usage_uses_positive CHECK (uses > 0)
);
CREATE INDEX dataset_usage_day_idx ON dataset_usage (day);
