-- Who owns what, inside a script: temporary procedures over the ownership table.
-- 'service-example' stands for the service.

-- A row of the ownership table, and the name of an object.
CREATE TYPE pg_temp.deed_row AS (kind text, object text, with_service text, accesses text[], revision text);
CREATE TYPE pg_temp.deed_name AS (kind text, schema text, name text);

-- A part of a stored object or pattern as a regular expression: in double quotes as it is, otherwise with * for any run of characters.
CREATE FUNCTION pg_temp.deed_expression(part text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $deed$
  SELECT CASE
           WHEN part LIKE '"%' THEN '^' || regexp_replace(replace(substr(part, 2, length(part) - 2), '""', '"'), '([^[:alnum:]_])', '\\\1', 'g') || '$'
           ELSE '^' || replace(replace(part, '$', '\$'), '*', '.*') || '$'
         END
$deed$;

-- The rows of all services, taken apart, with what a step claims.
CREATE PROCEDURE pg_temp.deed_read_rows(claims pg_temp.deed_row[]) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
BEGIN
  IF to_regclass('pg_temp.deed_rows') IS NULL THEN
    CREATE TEMPORARY TABLE deed_rows
      (service text, kind text, object text, with_service text, accesses text[], object_kind text, schema_match text, name_match text, glob boolean)
      ON COMMIT DROP;
  END IF;
  DELETE FROM pg_temp.deed_rows;
  INSERT INTO pg_temp.deed_rows
  SELECT r.service, r.kind, r.object, r.with_service, r.accesses, part[1], pg_temp.deed_expression(coalesce(part[2], '')),
         pg_temp.deed_expression(part[3]),
         coalesce(part[2] NOT LIKE '"%' AND part[2] LIKE '%*%', false) OR (part[3] NOT LIKE '"%' AND part[3] LIKE '%*%')
    FROM (SELECT service, kind, object, with_service, accesses FROM deed.ownership
          UNION ALL
          SELECT 'service-example', c.kind, c.object, c.with_service, '{}' FROM unnest(claims) AS c) AS r
   CROSS JOIN LATERAL regexp_match(r.object, '^(?:([a-z_]+):)?(?:("(?:[^"]|"")+"|[^".]+)\.)?("(?:[^"]|"")+"|[^".]+)$') AS part
   WHERE r.kind <> 'service';
END
$deed$;

-- The owner of a name: by an exact row, else by a gift that waits, else by a pattern, else by *.*, which yields to all others.
CREATE FUNCTION pg_temp.deed_owner(kind text, schema text, name text, OUT service text, OUT by_row text, OUT by_pattern boolean,
                                   OUT everything boolean, OUT given_to text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
BEGIN
  SELECT r.service, r.object, r.kind = 'pattern', r.object = '*.*', CASE WHEN r.kind = 'give' THEN r.with_service END
    INTO service, by_row, by_pattern, everything, given_to
    FROM pg_temp.deed_rows r
   WHERE r.kind IN ('object', 'pattern', 'give')
     AND (deed_owner.schema NOT LIKE 'pg\_%' AND deed_owner.schema NOT IN ('information_schema', 'deed') OR NOT r.glob)
     AND CASE
           WHEN r.object_kind IS NOT NULL OR NOT r.glob THEN
             deed_owner.kind = coalesce(r.object_kind, 'relation') AND deed_owner.schema ~ r.schema_match AND deed_owner.name ~ r.name_match
           WHEN deed_owner.kind = 'schema' THEN r.name_match = '^.*$' AND deed_owner.name ~ r.schema_match
           WHEN deed_owner.kind IN ('relation', 'function', 'statistics', 'collation', 'conversion', 'operator', 'operator_class',
                                    'operator_family', 'text_search') THEN
             deed_owner.schema ~ r.schema_match AND deed_owner.name ~ r.name_match
           ELSE r.object = '*.*'
         END
     -- A gift counts until it was taken or passed on.
     AND (r.kind <> 'give' OR r.with_service <> r.service AND NOT EXISTS (
           SELECT FROM pg_temp.deed_rows t
            WHERE t.service = r.with_service AND t.object = r.object
              AND (t.kind = 'object' OR t.kind = 'give' AND t.with_service <> r.service)))
   ORDER BY CASE r.kind WHEN 'object' THEN 0 WHEN 'give' THEN 1 ELSE 2 END, r.object = '*.*', r.service
   LIMIT 1;
  everything := coalesce(everything, false);
END
$deed$;

-- Whether an owner shares this access to a name with the service.
CREATE FUNCTION pg_temp.deed_shares(owner text, kind text, schema text, name text, access text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
  SELECT EXISTS (
    SELECT FROM pg_temp.deed_rows r
     WHERE r.kind = 'share' AND r.service = owner AND r.with_service IN ('service-example', '*')
       AND (access = ANY (r.accesses) OR 'alter' = ANY (r.accesses) OR access = 'read' AND 'write' = ANY (r.accesses))
       AND deed_shares.schema ~ r.schema_match AND deed_shares.name ~ r.name_match
       AND (deed_shares.kind = r.object_kind OR r.object_kind IS NULL AND (r.glob OR deed_shares.kind = 'relation')))
$deed$;
