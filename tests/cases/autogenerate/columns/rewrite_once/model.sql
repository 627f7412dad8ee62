CREATE TABLE item (
  id bigint,
  name text,
  at timestamptz DEFAULT now(),
  code uuid DEFAULT gen_random_uuid(),
  length integer GENERATED ALWAYS AS (length(name)) STORED
);
