-- Whether what an adopt step would create stands there already. Anything between all and nothing is an error.

-- True when all of it stands there with these columns, false when nothing does. A name without columns needs only to be there.
CREATE FUNCTION pg_temp.deed_stands(names pg_temp.deed_name[], kinds text[], column_lists text[]) RETURNS boolean LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  there text[];
  missing text[];
  different text[];
BEGIN
  WITH wanted AS (
    SELECT names[i].kind AS kind, names[i].schema AS schema, names[i].name AS name, kinds[i] AS made, column_lists[i]::text[] AS columns
      FROM generate_subscripts(names, 1) AS i
  ), looked AS (
    SELECT w.*, format('%I.%I', w.schema, w.name) AS shown,
           CASE w.kind
             WHEN 'relation' THEN coalesce(
               (SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                                      WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'f' THEN 'foreign table' ELSE 'type' END
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = w.schema AND c.relname = w.name),
               (SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                 WHERE n.nspname = w.schema AND t.typname = w.name AND t.typrelid = 0 AND t.typcategory <> 'A'))
             WHEN 'function' THEN (SELECT 'function' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                                    WHERE n.nspname = w.schema AND p.proname = w.name LIMIT 1)
             WHEN 'schema' THEN (SELECT 'schema' FROM pg_namespace WHERE nspname = w.name)
           END AS present,
           ARRAY(SELECT attname::text FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = w.schema AND c.relname = w.name AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE "C") AS columns_present
      FROM wanted w
  )
  SELECT array_agg(shown) FILTER (WHERE present IS NOT NULL AND made <> 'index'), array_agg(shown) FILTER (WHERE present IS NULL),
         array_agg(shown) FILTER (WHERE kind = 'relation' AND present IS NOT NULL AND made <> '' AND present <> made
                                     OR present IS NOT NULL AND columns <> '{}' AND columns_present <> ARRAY(SELECT c FROM unnest(columns) AS c ORDER BY c COLLATE "C"))
    INTO there, missing, different
    FROM looked;
  IF there IS NULL THEN
    RETURN false;
  END IF;
  IF missing IS NOT NULL OR different IS NOT NULL THEN
    RAISE EXCEPTION USING
      MESSAGE = 'The adopt step finds some of what it creates, but not all of it as it would create it.',
      DETAIL = concat_ws(E'\n', 'missing: ' || array_to_string(missing, ', '), 'different: ' || array_to_string(different, ', '));
  END IF;
  RETURN true;
END
$deed$;
