-- The tables $1 (oid[]). Table, whether it is unlogged.
SELECT c.oid, c.relpersistence = 'u' FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])
