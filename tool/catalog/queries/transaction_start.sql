-- The id of the transaction at hand, which is given one by this; how many rows of the catalogues this session wrote so far; and whether earlier
-- statements of revisions left something in the session: prepared statements, cursors, temporary objects.
-- @counters@ stands for the catalogues' counters. The search_path is a revision's: every type is exactly the operator's, so that no operator of a revision's making fits better.
SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text,
       @counters@,
       EXISTS (SELECT FROM pg_catalog.pg_prepared_statements)
    OR EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE is_holdable)
    OR EXISTS (SELECT FROM pg_catalog.pg_depend WHERE refclassid = '2615'::pg_catalog.oid AND refobjid = pg_catalog.pg_my_temp_schema())
