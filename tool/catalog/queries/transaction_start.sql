-- The id of the transaction at hand, which is given one by this, and the session's server process; whether earlier statements of revisions
-- left something in the session: prepared statements, cursors, temporary objects; and for each of some catalogues how many rows this session
-- inserted, updated and deleted so far, NULL where the server does not count.
-- The search_path is a revision's: every name and operator is PostgreSQL's own, every type exactly the operator's, so that none of a revision's
-- making fits better.
-- $1: catalogues
SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text,
       pg_catalog.pg_backend_pid(),
       EXISTS (SELECT FROM pg_catalog.pg_prepared_statement() WHERE from_sql)
    OR EXISTS (SELECT FROM pg_catalog.pg_cursor() WHERE is_holdable)
    OR EXISTS (SELECT FROM pg_catalog.pg_depend WHERE refclassid = '2615'::pg_catalog.oid AND refobjid = pg_catalog.pg_my_temp_schema()),
       c.oid::pg_catalog.text,
       CASE WHEN pg_catalog.current_setting('track_counts'::pg_catalog.text) OPERATOR(pg_catalog.=) 'on'::pg_catalog.text
            THEN ARRAY[pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid), pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
                       pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)]::pg_catalog.text END
  FROM pg_catalog.unnest($1::pg_catalog.oid[]) AS c (oid)
