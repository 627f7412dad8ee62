-- The id of the transaction at hand, which is given one by this; how many rows of pg_proc this session wrote so far; and whether earlier
-- statements of revisions left something in the session: prepared statements, cursors, temporary objects.
-- The search_path is a revision's: every type is exactly the operator's, so that no operator of a revision's making fits better.
SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text,
       (pg_catalog.pg_stat_get_xact_tuples_inserted('1255'::pg_catalog.oid) + pg_catalog.pg_stat_get_xact_tuples_updated('1255'::pg_catalog.oid)
        + pg_catalog.pg_stat_get_xact_tuples_deleted('1255'::pg_catalog.oid))::pg_catalog.text,
       EXISTS (SELECT FROM pg_catalog.pg_prepared_statements)
    OR EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE is_holdable)
    OR EXISTS (SELECT FROM pg_catalog.pg_depend WHERE refclassid = '2615'::pg_catalog.oid AND refobjid = pg_catalog.pg_my_temp_schema())
