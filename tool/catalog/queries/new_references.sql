-- What is no table, and was referred to by what this transaction defined.
-- PostgreSQL locks what a definition refers to since its minor releases of late 2026, and not before: these rows tell of it everywhere.
-- A row that is visible and whose transaction is in progress is this one's (written_rows.sql).
-- Runs inside the transaction, after its search_path was settled.
-- $1: this transaction, $2: how many ids were given out since it began
WITH ours (top, since) AS MATERIALIZED (SELECT $1::bigint, $2::integer)
SELECT DISTINCT d.refclassid::text, d.refobjid::text
  FROM ours, pg_catalog.pg_depend d
 WHERE d.refobjid >= 16384
   AND (d.refclassid <> 1259 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = d.refobjid AND c.relkind = 'S'))
   AND pg_catalog.age(d.xmin) <= 0 AND pg_catalog.age(d.xmin) > -since
   AND pg_catalog.pg_xact_status((((top >> 32) << 32) + d.xmin::text::bigint)::text::xid8) = 'in progress'
