-- The foreign keys of some tables, in both directions: asked before and inside the transaction, the difference tells what it did.
-- By way of their triggers, as pg_constraint has no index on confrelid.
-- $1: tables
SELECT DISTINCT c.oid::text,
       conrelid::text,
       confrelid::text,
       pg_catalog.md5(c::text),
       (confdeltype NOT IN ('a', 'r') OR confupdtype NOT IN ('a', 'r'))::int::text
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_constraint c ON c.oid = tgconstraint AND contype = 'f'
 WHERE tgrelid = ANY ($1::oid[])
