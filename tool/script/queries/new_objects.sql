-- What a transaction of a script made and still has. 'service-example' stands for the service.

-- Findings on one object that was not there before: its name must be free, and the step's text must name it.
CREATE FUNCTION pg_temp.deed_judge_new(class oid, object oid, made pg_temp.deed_name[]) RETURNS text[] LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  it record;
  owner record;
BEGIN
  IF class = 1259 THEN
    SELECT 'relation' AS kind, n.nspname::text AS schema, c.relname::text AS name,
           c.relkind IN ('i', 'I', 't') OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid)
           OR c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1259 AND d.objid = c.oid AND d.refclassid = 1259
                                             AND d.deptype IN ('a', 'i')) AS belongs, c.relpersistence = 't' OR n.nspname ~ '^pg_(toast_)?temp_' AS temporary
      INTO it FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = object;
  ELSIF class = 1247 THEN
    SELECT 'relation' AS kind, n.nspname::text AS schema, t.typname::text AS name,
           t.typrelid <> 0 AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind <> 'c') OR t.typcategory = 'A' AND t.typelem <> 0
           OR t.typtype = 'm' AS belongs, n.nspname ~ '^pg_(toast_)?temp_' AS temporary
      INTO it FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = object;
  ELSIF class = 1255 THEN
    SELECT 'function' AS kind, n.nspname::text AS schema, p.proname::text AS name,
           EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid AND d.refclassid = 1247 AND d.deptype = 'i') AS belongs,
           n.nspname ~ '^pg_temp_' AS temporary
      INTO it FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = object;
  ELSIF class IN (2606, 2620, 2618, 2604, 3256, 3381, 6106) THEN
    RETURN '{}';
  ELSE
    SELECT replace(CASE WHEN i.type = 'server' THEN 'foreign_server' WHEN i.type = 'statistics object' THEN 'statistics'
                        WHEN i.type LIKE 'text search%' THEN 'text_search' ELSE i.type END, ' ', '_') AS kind,
           CASE WHEN i.type = 'schema' THEN '' ELSE coalesce(i.schema, '') END AS schema, coalesce(CASE class WHEN 2617 THEN (SELECT oprname::text FROM pg_operator WHERE oid = object)
                               WHEN 2616 THEN (SELECT opcname::text FROM pg_opclass WHERE oid = object)
                               WHEN 2753 THEN (SELECT opfname::text FROM pg_opfamily WHERE oid = object) ELSE i.name END, i.identity) AS name, false AS belongs,
           i.type = 'schema' AND i.name ~ '^pg_(toast_)?temp_' AS temporary
      INTO it FROM pg_identify_object(class, object, 0) i WHERE i.identity IS NOT NULL;
  END IF;
  -- Made and dropped again.
  IF it.kind IS NULL OR it.temporary
     OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = class AND d.objid = object AND d.refclassid = 3079 AND d.deptype = 'e')
     OR EXISTS (SELECT FROM pg_depend d JOIN pg_class c ON c.reltype = d.objid
                 WHERE class = 1259 AND c.oid = object AND d.classid = 1247 AND d.refclassid = 3079 AND d.deptype = 'e') THEN
    RETURN '{}';
  END IF;
  SELECT * INTO owner FROM pg_temp.deed_owner(it.kind, it.schema, it.name);
  IF owner.service <> 'service-example' AND NOT owner.everything THEN
    RETURN ARRAY[format('the step made %I.%I, a name that belongs to %s', it.schema, it.name, owner.service)];
  END IF;
  IF it.belongs OR owner.service = 'service-example' OR ROW(it.kind, it.schema, it.name)::pg_temp.deed_name = ANY (made) THEN
    RETURN '{}';
  END IF;
  RETURN ARRAY[format('the step made %s %s, which its text does not name', it.kind, concat_ws('.', nullif(it.schema, ''), it.name))];
END
$deed$;
