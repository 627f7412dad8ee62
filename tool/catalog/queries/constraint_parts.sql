-- object_parts.sql of constraints alone, which every new key has: they belong to their table, or to their domain.
-- $1: constraints
SELECT 2606::text, oid::text, 2606::text, oid::text, conrelid::text, contypid::text, NULL, NULL
  FROM pg_catalog.pg_constraint
 WHERE oid = ANY ($1::oid[])
