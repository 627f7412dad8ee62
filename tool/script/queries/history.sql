-- What a script asserts before its statements and writes after them.
-- deed.version_example stands for the version table, 'service-example' for the service, @append_event@, @add_ownership@ and @remove_ownership@ for
-- deed's queries.

-- What the history of a service says: of each revision whether it is applied, and the newest row where that finished nothing.
CREATE FUNCTION pg_temp.deed_states(version_table regclass) RETURNS TABLE (revision text, applied boolean, revises text[], depends_on text[], step integer, unfinished boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
BEGIN
  RETURN QUERY EXECUTE format($query$
    SELECT DISTINCT ON (e.revision) e.revision,
           coalesce((SELECT f.event IN ('upgraded', 'stamped') FROM %1$s f
                      WHERE f.revision = e.revision AND f.event IN ('upgraded', 'downgraded', 'stamped', 'unstamped')
                        AND NOT (f.event = 'stamped' AND f.step < f.steps)
                      ORDER BY f.position DESC LIMIT 1), false),
           e.revises, e.depends_on, CASE WHEN e.event = 'done' AND e.statement IS NULL THEN e.step ELSE 0 END, e.event IN ('started', 'done')
      FROM %1$s e
     ORDER BY e.revision, e.position DESC $query$, version_table);
END
$deed$;

-- The database must be where the script was written for: at these heads, with `steps` steps of `revision` done and nothing else half-done.
CREATE PROCEDURE pg_temp.deed_expect(heads text[], revision text, steps integer) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  at_hand text[];
  half text;
BEGIN
  SELECT coalesce(array_agg(s.revision ORDER BY s.revision COLLATE "C"), '{}') INTO at_hand
    FROM pg_temp.deed_states('deed.version_example'::regclass) s
   WHERE s.applied AND NOT EXISTS (SELECT FROM pg_temp.deed_states('deed.version_example'::regclass) f WHERE f.applied AND s.revision = ANY (f.revises));
  IF at_hand <> heads THEN
    RAISE EXCEPTION USING
      MESSAGE = format('This script was written for service-example at %s, but the database is at %s.', coalesce(nullif(array_to_string(heads, ', '), ''), 'base'),
                       coalesce(nullif(array_to_string(at_hand, ', '), ''), 'base')),
      HINT = 'Write one that begins where the database is: FROM:TO --sql; deed -s service-example current tells.';
  END IF;
  SELECT format('%s (step %s)', s.revision, s.step) INTO half FROM pg_temp.deed_states('deed.version_example'::regclass) s
   WHERE s.unfinished AND NOT (s.revision = deed_expect.revision AND s.step = steps AND steps > 0);
  IF half IS NOT NULL OR steps > 0 AND NOT EXISTS (SELECT FROM pg_temp.deed_states('deed.version_example'::regclass) s
                                                    WHERE s.revision = deed_expect.revision AND s.unfinished AND s.step = steps) THEN
    RAISE EXCEPTION USING
      MESSAGE = format('Revision %s is half-done.', coalesce(half, revision)),
      HINT = 'Complete it with `deed upgrade` or `deed downgrade`, which go on from there; a script cannot.';
  END IF;
END
$deed$;

-- The rows of the service in the ownership table must be these.
CREATE PROCEDURE pg_temp.deed_expect_rows(expected pg_temp.deed_row[]) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = on AS $deed$
DECLARE
  difference text;
BEGIN
  WITH stored AS (
    SELECT kind, object, with_service, ARRAY(SELECT a FROM unnest(accesses) AS a ORDER BY a COLLATE "C") AS accesses
      FROM deed.ownership WHERE service = 'service-example' AND kind <> 'service'
  ), wanted AS (
    SELECT r.kind, r.object, r.with_service, ARRAY(SELECT a FROM unnest(r.accesses) AS a ORDER BY a COLLATE "C") AS accesses
      FROM unnest(expected) AS r
     WHERE r.kind <> 'service'
  )
  SELECT string_agg(concat_ws(' ', kind, object, with_service), ', ') INTO difference
    FROM ((SELECT * FROM stored EXCEPT SELECT * FROM wanted) UNION (SELECT * FROM wanted EXCEPT SELECT * FROM stored)) AS d;
  IF difference IS NOT NULL THEN
    RAISE EXCEPTION USING
      MESSAGE = 'The ownership table does not say of service-example what these revisions do: ' || difference,
      HINT = 'deed -s service-example check tells more.';
  END IF;
END
$deed$;

-- The version tables behind a service's row: one, or of a service with tenants those of all that have one.
CREATE FUNCTION pg_temp.deed_histories(registered text) RETURNS SETOF regclass LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
BEGIN
  IF registered !~ '^[^".]*\*' THEN
    RETURN QUERY SELECT to_regclass(registered) WHERE to_regclass(registered) IS NOT NULL;
    RETURN;
  END IF;
  RETURN QUERY SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind = 'r' AND quote_ident(c.relname) = substr(registered, strpos(registered, '.') + 1)
                  AND n.nspname LIKE replace(replace(split_part(registered, '.', 1), '_', '\_'), '*', '%');
END
$deed$;

-- A revision of another service that must be applied; with tenants by all of them.
CREATE PROCEDURE pg_temp.deed_need(needed_service text, needed text) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = on AS $deed$
DECLARE
  tables regclass[] := ARRAY(SELECT h FROM deed.ownership, pg_temp.deed_histories(object) AS h WHERE service = needed_service AND kind = 'service');
  applied integer := 0;
  version_table regclass;
BEGIN
  FOREACH version_table IN ARRAY tables LOOP
    applied := applied + (SELECT count(*)::integer FROM pg_temp.deed_states(version_table) s WHERE s.revision = needed AND s.applied);
  END LOOP;
  IF cardinality(tables) = 0 OR applied < cardinality(tables) THEN
    RAISE EXCEPTION USING
      MESSAGE = format('Revision %s:%s is needed first and not applied.', needed_service, needed),
      HINT = format('Upgrade %s first.', needed_service);
  END IF;
END
$deed$;

-- Revisions that are taken away, which no applied revision of another service may depend on.
CREATE PROCEDURE pg_temp.deed_not_needed(gone text[]) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = on AS $deed$
DECLARE
  other record;
  dependent text;
BEGIN
  FOR other IN
    SELECT service, h AS version_table FROM deed.ownership, pg_temp.deed_histories(object) AS h
     WHERE kind = 'service' AND service <> 'service-example'
  LOOP
    SELECT s.revision INTO dependent FROM pg_temp.deed_states(other.version_table) s
     WHERE s.applied AND s.depends_on && ARRAY(SELECT 'service-example:' || g FROM unnest(gone) AS g);
    IF dependent IS NOT NULL THEN
      RAISE EXCEPTION USING
        MESSAGE = format('%s:%s depends on what would no longer be applied.', other.service, dependent),
        HINT = format('Take that back first, or leave %s as it is.', array_to_string(gone, ', '));
    END IF;
  END LOOP;
END
$deed$;

-- The rows of a step: what it means for the ownership table, and its row in the history.
CREATE PROCEDURE pg_temp.deed_record(event text, revision text, revises text[], depends_on text[], step integer, steps integer, checksum text, message text,
                                     sql text, claims pg_temp.deed_row[] DEFAULT '{}', releases pg_temp.deed_row[] DEFAULT '{}', statement integer DEFAULT NULL,
                                     changed bigint DEFAULT 0) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = on AS $deed$
DECLARE
  r pg_temp.deed_row;
  touched bigint;
  conflict text;
  part record;
BEGIN
  IF claims <> '{}' OR releases <> '{}' THEN
    LOCK TABLE deed.ownership IN SHARE ROW EXCLUSIVE MODE;
    CALL pg_temp.deed_read_rows('{}');
    conflict := pg_temp.deed_conflict(claims);
    IF conflict IS NOT NULL THEN
      RAISE EXCEPTION USING MESSAGE = format('revision %s is refused: %s', revision, conflict), HINT = 'Agree on an owner; only give and take move an object.';
    END IF;
    IF to_regclass('pg_temp.deed_before') IS NULL THEN
      CALL pg_temp.deed_begin('{}');
    END IF;
    -- What is part of another service's table, whose rows do not name it, is not to be claimed.
    FOR part IN
      SELECT b.schema, b.name, pg_temp.deed_owner_before(1259, b.answers) AS owner
        FROM unnest(claims) AS c
       CROSS JOIN LATERAL pg_temp.deed_parts(c.object) AS p
        JOIN pg_temp.deed_before b ON b.class = 1259 AND b.schema = p.schema AND b.name = p.name
       WHERE c.kind = 'object' AND p.kind IS NULL
    LOOP
      -- Given to this service, or with an owner that yields.
      IF part.owner <> 'service-example' AND part.owner NOT LIKE '% (given to service-example)'
         AND NOT EXISTS (SELECT FROM pg_temp.deed_rows y WHERE y.service = part.owner AND y.object = '*.*') THEN
        RAISE EXCEPTION USING
          MESSAGE = format('revision %s is refused: %I.%I may not be claimed, it belongs to %s', revision, part.schema, part.name, part.owner),
          HINT = 'Only give in its owner''s revision and take here move an object.';
      END IF;
    END LOOP;
  END IF;
  FOREACH r IN ARRAY releases LOOP
    EXECUTE $query$ @remove_ownership@ $query$ USING 'service-example'::text, r.kind, r.object, r.with_service;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched <> 1 THEN
      RAISE EXCEPTION 'The ownership table has no row to take away: % %', r.kind, r.object;
    END IF;
  END LOOP;
  FOREACH r IN ARRAY claims LOOP
    EXECUTE $query$ @add_ownership@ $query$
      USING 'service-example'::text, r.kind, r.object, r.with_service, r.accesses, r.revision;
  END LOOP;
  EXECUTE $query$ @append_event@ $query$
    USING revision, revises, depends_on, step, steps, statement, event, checksum, sql, 'search-path-example'::text, current_setting('deed.run_id'),
          ''::text, coalesce(host(inet_client_addr()), 'local'), (extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::bigint,
          changed, 'deed-version-example'::text, message, 'tag-example'::text;
END
$deed$;
