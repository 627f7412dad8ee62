-- Whether the session belongs to a superuser, and which of these relations its role owns in PostgreSQL.
-- $1: schemas, $2: names, pairwise
SELECT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user)::int::text, session_user::text, current_user::text,
       coalesce((SELECT pg_catalog.array_agg(pg_catalog.format('%I.%I', n.nspname, c.relname) ORDER BY n.nspname, c.relname)
                   FROM unnest($1::text[], $2::text[]) AS w (schema, name)
                   JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
                   JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
                  WHERE c.relowner = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)), '{}')::text
