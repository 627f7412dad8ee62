-- Makes the function LEAKPROOF whose row in the catalogue is the newest; which is nobody's but the session's before, in a scratch database.
-- No parameters.
DO $$
BEGIN
  EXECUTE (SELECT pg_catalog.format('ALTER FUNCTION %I.%I(%s) LEAKPROOF', n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid))
             FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace ORDER BY pg_catalog.age(p.xmin) LIMIT 1);
END $$
