-- What a session is connected to, and as whom.
-- No parameters.
SELECT pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1), current_user::text, pg_catalog.pg_is_in_recovery()
