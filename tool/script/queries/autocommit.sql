-- Around statements that run outside a transaction: what they work on must be the service's before, for evidence afterwards is too late.
-- 'service-example' stands for the service, @own_callables@, @running_code@ and @partitions_below@ for deed's queries.

CREATE FUNCTION pg_temp.deed_own_callables(name[]) RETURNS SETOF text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
@own_callables@
$deed$;
CREATE FUNCTION pg_temp.deed_running_code(oid[], oid[]) RETURNS TABLE (relation text, what text) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $deed$
@running_code@
$deed$;
CREATE FUNCTION pg_temp.deed_partitions_below(oid) RETURNS SETOF text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
@partitions_below@
$deed$;

-- Tables, indexes or types, with their partitions. `calls` are functions that the statement names, `upkeep` says that it runs what the
-- table's indexes and statistics call.
CREATE PROCEDURE pg_temp.deed_require_own(targets oid[], of_class oid, claims pg_temp.deed_row[], calls name[], upkeep boolean) LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  relations oid[];
  seen record;
BEGIN
  CALL pg_temp.deed_begin('{}');
  CALL pg_temp.deed_read_rows(claims);
  SELECT coalesce(array_agg(DISTINCT all_of.relation), '{}') INTO relations
    FROM unnest(targets) AS t (target)
    JOIN pg_temp.deed_before b ON b.class = of_class AND b.object = t.target
   CROSS JOIN LATERAL (SELECT b.answers UNION SELECT below::oid FROM pg_temp.deed_partitions_below(b.answers) AS below) AS all_of (relation);
  FOR seen IN
    SELECT o.relation::regclass::text AS relation, o.owner
      FROM (SELECT r AS relation, pg_temp.deed_owner_before(of_class, r) AS owner FROM unnest(relations) AS r) AS o
     WHERE o.owner IS DISTINCT FROM 'service-example'
  LOOP
    RAISE EXCEPTION '% belongs to %; outside of a transaction a script works on the service''s own objects only', seen.relation, coalesce(seen.owner, 'no service');
  END LOOP;
  FOR seen IN
    SELECT what FROM pg_temp.deed_own_callables(calls) AS what
    UNION ALL
    SELECT c.what FROM pg_temp.deed_running_code(CASE WHEN upkeep THEN relations ELSE '{}' END, '{1259,3381,3541}') AS c
  LOOP
    RAISE EXCEPTION 'the statement runs %, and outside of a transaction no guard sees what that does', seen.what;
  END LOOP;
END
$deed$;

-- What CREATE INDEX CONCURRENTLY leaves behind when it fails is maintained on each write and found by no query.
CREATE PROCEDURE pg_temp.deed_require_valid(relation oid) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = relation AND indisvalid) THEN
    RAISE EXCEPTION USING MESSAGE = format('index %s is not valid', relation::regclass), HINT = 'Let `deed upgrade` go on from here: it builds the index again.';
  END IF;
END
$deed$;
