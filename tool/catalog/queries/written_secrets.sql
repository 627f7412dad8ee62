-- As written_rows.sql (whose conditions these are: they change together), of catalogues that not every role may read: a role that may not and writes to them all the same is refused.
-- $1: this transaction, $2: how many ids were given out since it began, $3: catalogues to look at
WITH ours (top, since) AS MATERIALIZED (SELECT $1::bigint, $2::integer)
SELECT class::text, object::text, everybody
  FROM ours, (
    SELECT 1418 AS catalogue, 1417 AS class, umserver AS object, '' AS everybody, xmin AS writer FROM pg_catalog.pg_user_mapping
    UNION ALL SELECT 6100, 6100, oid, 'subscription ' || pg_catalog.quote_ident(subname), xmin FROM pg_catalog.pg_subscription
  ) AS written
 WHERE catalogue = ANY ($3::integer[])
   AND pg_catalog.age(writer) <= 0 AND pg_catalog.age(writer) > -since
   AND pg_catalog.pg_xact_status((((top >> 32) << 32) + writer::text::bigint)::text::xid8) = 'in progress'
