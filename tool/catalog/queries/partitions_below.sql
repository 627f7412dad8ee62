-- Every partition and child of a relation, of whatever depth.
-- $1: the relation
WITH RECURSIVE below (oid) AS (
  SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = $1::oid
  UNION
  SELECT inhrelid FROM below JOIN pg_catalog.pg_inherits ON inhparent = below.oid
)
SELECT oid::text FROM below
