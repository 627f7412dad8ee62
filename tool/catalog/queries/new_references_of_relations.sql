-- The same as new_references.sql, of some relations and of what belongs to them, which indexes find.
-- PostgreSQL locks what a definition refers to since its minor releases of late 2026, and not before: these rows tell of it everywhere.
-- A row that is visible and whose transaction is in progress is this one's (written_rows.sql).
-- OFFSET 0 keeps each look to its index: a join may read the whole catalogue.
-- Runs inside the transaction, after its search_path was settled.
-- $1: this transaction, $2: how many ids were given out since it began, $3: relations
WITH ours (top, since) AS MATERIALIZED (SELECT $1::bigint, $2::integer),
     parts (class, object) AS MATERIALIZED (
       SELECT 1259::oid, r.oid FROM pg_catalog.unnest($3::oid[]) AS r (oid)
       UNION
       SELECT own.classid, own.objid
         FROM pg_catalog.unnest($3::oid[]) AS r (oid)
        CROSS JOIN LATERAL (SELECT classid, objid FROM pg_catalog.pg_depend WHERE refclassid = 1259 AND refobjid = r.oid OFFSET 0) own)
SELECT DISTINCT d.refclassid::text, d.refobjid::text
  FROM ours, parts
 CROSS JOIN LATERAL (SELECT refclassid, refobjid, xmin FROM pg_catalog.pg_depend WHERE classid = parts.class AND objid = parts.object OFFSET 0) d
 WHERE d.refobjid >= 16384
   AND (d.refclassid <> 1259 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = d.refobjid AND c.relkind = 'S'))
   AND age(d.xmin) <= 0 AND age(d.xmin) > -since
   AND pg_xact_status((((top >> 32) << 32) + d.xmin::text::bigint)::text::xid8) = 'in progress'
