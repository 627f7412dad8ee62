-- Who owns what, inside a script: temporary procedures over the ownership table.
-- 'service-example' stands for the service.

-- A row of the ownership table, and the name of an object.
CREATE TYPE pg_temp.deed_row AS (kind text, object text, with_service text, accesses text[], revision text);
CREATE TYPE pg_temp.deed_name AS (kind text, schema text, name text);

-- A stored object or pattern, [kind:][schema.]name, taken apart. Each part is in double quotes, or has * for any run of characters.
CREATE FUNCTION pg_temp.deed_parts(object text, OUT kind text, OUT schema text, OUT schema_glob boolean, OUT name text, OUT name_glob boolean)
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  part text[] := regexp_match(object, '^(?:([a-z_]+):)?(?:("(?:[^"]|"")+"|[^".]+)\.)?("(?:[^"]|"")+"|[^".]+)$');
BEGIN
  kind := part[1];
  schema := coalesce(part[2], '');
  schema_glob := schema NOT LIKE '"%' AND schema LIKE '%*%';
  name := part[3];
  name_glob := name NOT LIKE '"%' AND name LIKE '%*%';
  IF schema LIKE '"%' THEN
    schema := replace(substr(schema, 2, length(schema) - 2), '""', '"');
  END IF;
  IF name LIKE '"%' THEN
    name := replace(substr(name, 2, length(name) - 2), '""', '"');
  END IF;
END
$deed$;

-- Whether a part stands for a name.
CREATE FUNCTION pg_temp.deed_part_matches(part text, glob boolean, candidate text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $deed$
  SELECT CASE WHEN glob THEN candidate ~ ('^' || replace(replace(part, '$', '\$'), '*', '.*') || '$') ELSE candidate = part END
$deed$;

-- Whether two parts have a name in common. reach[i]: the characters of `a` so far and the first i of `b` can match the same text.
CREATE FUNCTION pg_temp.deed_parts_overlap(a text, a_glob boolean, b text, b_glob boolean) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  reach boolean[];
  before boolean[];
  x text;
  y text;
BEGIN
  IF NOT a_glob THEN
    RETURN pg_temp.deed_part_matches(b, b_glob, a);
  ELSIF NOT b_glob THEN
    RETURN pg_temp.deed_part_matches(a, a_glob, b);
  END IF;
  FOR i IN 0 .. length(a) LOOP
    before := reach;
    reach := array_fill(false, ARRAY[length(b) + 1], ARRAY[0]);
    x := CASE WHEN i > 0 THEN substr(a, i, 1) END;
    FOR j IN 0 .. length(b) LOOP
      y := CASE WHEN j > 0 THEN substr(b, j, 1) END;
      reach[j] := i = 0 AND j = 0
                  OR i > 0 AND before[j] AND (x = '*' OR j > 0 AND y = '*')
                  OR j > 0 AND reach[j - 1] AND (y = '*' OR i > 0 AND x = '*')
                  OR i > 0 AND j > 0 AND before[j - 1] AND x = y;
    END LOOP;
  END LOOP;
  RETURN reach[length(b)];
END
$deed$;

-- The rows of all services, taken apart, with what a step claims.
CREATE PROCEDURE pg_temp.deed_read_rows(claims pg_temp.deed_row[]) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = on AS $deed$
BEGIN
  IF to_regclass('pg_temp.deed_rows') IS NULL THEN
    CREATE TEMPORARY TABLE deed_rows
      (service text, kind text, object text, with_service text, accesses text[], object_kind text, schema text, schema_glob boolean, name text,
       name_glob boolean, glob boolean) ON COMMIT DROP;
    CREATE INDEX ON deed_rows (name) WHERE kind = 'object';
  END IF;
  DELETE FROM pg_temp.deed_rows;
  INSERT INTO pg_temp.deed_rows
  SELECT r.service, r.kind, r.object, r.with_service, r.accesses, p.kind, p.schema, p.schema_glob, p.name, p.name_glob, p.schema_glob OR p.name_glob
    FROM (SELECT service, kind, object, with_service, accesses FROM deed.ownership
          UNION ALL
          SELECT 'service-example', c.kind, c.object, c.with_service, '{}' FROM unnest(claims) AS c) AS r
   CROSS JOIN LATERAL pg_temp.deed_parts(r.object) AS p
   WHERE r.kind <> 'service';
END
$deed$;

-- Whether a gift still waits: its taker neither has the object nor passed it on.
CREATE FUNCTION pg_temp.deed_is_open(giver text, given text, taker text) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
BEGIN
  RETURN NOT EXISTS (SELECT FROM pg_temp.deed_rows t
                      WHERE t.service = taker AND t.object = given
                        AND (t.kind = 'object' OR t.kind = 'give' AND t.with_service <> giver));
END
$deed$;

-- The owner of a name: by an exact row, else by a gift that waits, else by a pattern, else by *.*, which yields to all others.
CREATE FUNCTION pg_temp.deed_owner(kind text, schema text, name text, OUT service text, OUT by_pattern boolean, OUT everything boolean, OUT given_to text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
BEGIN
  SELECT r.service, false, false
    INTO service, by_pattern, everything
    FROM pg_temp.deed_rows r
   WHERE r.kind = 'object' AND r.name = deed_owner.name AND r.schema = deed_owner.schema AND coalesce(r.object_kind, 'relation') = deed_owner.kind
   ORDER BY r.service
   LIMIT 1;
  IF service IS NOT NULL THEN
    RETURN;
  END IF;
  SELECT r.service, r.kind = 'pattern', r.object = '*.*', CASE WHEN r.kind = 'give' THEN r.with_service END
    INTO service, by_pattern, everything, given_to
    FROM pg_temp.deed_rows r
   WHERE r.kind IN ('pattern', 'give')
     -- No pattern covers system schemas and deed's own.
     AND (NOT r.glob OR CASE deed_owner.kind WHEN 'schema' THEN deed_owner.name ELSE deed_owner.schema END !~ '^(pg_.*|information_schema|deed)$')
     AND CASE
           WHEN r.object_kind IS NOT NULL OR NOT r.glob THEN
             deed_owner.kind = coalesce(r.object_kind, 'relation') AND pg_temp.deed_part_matches(r.schema, r.schema_glob, deed_owner.schema)
             AND pg_temp.deed_part_matches(r.name, r.name_glob, deed_owner.name)
           WHEN deed_owner.kind = 'schema' THEN r.name = '*' AND r.name_glob AND pg_temp.deed_part_matches(r.schema, r.schema_glob, deed_owner.name)
           WHEN deed_owner.kind IN ('relation', 'function', 'statistics', 'collation', 'conversion', 'operator', 'operator_class',
                                    'operator_family', 'text_search') THEN
             pg_temp.deed_part_matches(r.schema, r.schema_glob, deed_owner.schema) AND pg_temp.deed_part_matches(r.name, r.name_glob, deed_owner.name)
           ELSE r.object = '*.*'
         END
     AND (r.kind <> 'give' OR r.with_service <> r.service AND pg_temp.deed_is_open(r.service, r.object, r.with_service))
   ORDER BY r.kind = 'pattern', r.object = '*.*', r.service
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
       AND pg_temp.deed_part_matches(r.schema, r.schema_glob, deed_shares.schema) AND pg_temp.deed_part_matches(r.name, r.name_glob, deed_shares.name)
       AND (deed_shares.kind = r.object_kind OR r.object_kind IS NULL AND (r.glob OR deed_shares.kind = 'relation')))
$deed$;

-- What stands against a claim: an exact claim against the same object, a gift to a third service, others' patterns; a pattern against all
-- that it overlaps. `*.*` on either side yields, and so does who gave the object to this service.
CREATE FUNCTION pg_temp.deed_conflict(claims pg_temp.deed_row[]) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
  SELECT format('the service claims %s, and %s has %s', c.object, o.service, o.object)
    FROM unnest(claims) AS c
   CROSS JOIN LATERAL pg_temp.deed_parts(c.object) AS p
    JOIN pg_temp.deed_rows o ON o.service <> 'service-example' AND o.object <> '*.*' AND o.kind IN ('object', 'pattern', 'give')
     AND (p.kind = o.object_kind
          OR p.kind IS NULL AND o.object_kind IS NULL
          OR p.kind IS NULL AND (p.schema_glob OR p.name_glob)
          OR o.object_kind IS NULL AND o.glob)
     AND pg_temp.deed_parts_overlap(p.schema, p.schema_glob, o.schema, o.schema_glob) AND pg_temp.deed_parts_overlap(p.name, p.name_glob, o.name, o.name_glob)
   WHERE c.kind IN ('object', 'pattern') AND c.object <> '*.*'
     AND (o.kind <> 'give' OR o.with_service NOT IN ('service-example', o.service) AND pg_temp.deed_is_open(o.service, o.object, o.with_service))
     AND NOT EXISTS (SELECT FROM pg_temp.deed_rows g WHERE g.service = o.service AND g.kind = 'give' AND g.object = c.object
                        AND g.with_service = 'service-example')
   LIMIT 1
$deed$;
