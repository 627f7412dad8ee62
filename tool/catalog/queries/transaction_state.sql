-- The id of the transaction at hand; whether a cursor is there that outlives it; the names of the statements that the protocol prepared, as no
-- statement can; and for each of some catalogues how many rows this session inserted, updated and deleted so far, NULL where the server does
-- not count.
-- Runs inside the transaction, after its search_path was settled. Never as a prepared statement: a revision can put another under its name.
-- $1: catalogues
SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text,
       EXISTS (SELECT FROM pg_catalog.pg_cursor() WHERE is_holdable),
       (SELECT pg_catalog.array_agg(name) FROM pg_catalog.pg_prepared_statement() WHERE NOT from_sql)::pg_catalog.text,
       c.oid::pg_catalog.text,
       CASE WHEN pg_catalog.current_setting('track_counts') OPERATOR(pg_catalog.=) 'on'
            THEN ARRAY[pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid), pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
                       pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)]::pg_catalog.text END
  FROM pg_catalog.unnest($1::pg_catalog.oid[]) AS c (oid)
