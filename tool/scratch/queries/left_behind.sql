-- Scratch databases of this role whose makers are gone, and their locks with them.
-- $1: what their names begin with; $2: class of the advisory lock. Takes the locks of those that it returns.
WITH own AS MATERIALIZED (
  SELECT d.datname
    FROM pg_catalog.pg_database d
    JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
   WHERE r.rolname = current_user
     AND pg_catalog.starts_with(d.datname, $1)
)
SELECT datname
  FROM own
 WHERE pg_catalog.pg_try_advisory_lock($2::int4, pg_catalog.hashtext(datname));
