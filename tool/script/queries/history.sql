-- What a script asserts before its statements and writes after them.
-- deed.version_example stands for the version table, 'service-example' for the service, @append_event@, @add_ownership@ and @remove_ownership@ for deed's queries.

-- What the history of a service says: of each revision whether it is applied, and the newest row where that finished nothing.
CREATE FUNCTION pg_temp.deed_states(version_table text) RETURNS TABLE (revision text, applied boolean, revises text[], depends_on text[], step integer, unfinished boolean)
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

-- The database must be where the script was written for: at these heads, with `steps` steps of `revision` done and nothing else half-way.
CREATE PROCEDURE pg_temp.deed_expect(heads text[], revision text, steps integer) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  at_hand text[];
  half text;
BEGIN
  SELECT coalesce(array_agg(s.revision ORDER BY s.revision COLLATE "C"), '{}') INTO at_hand
    FROM pg_temp.deed_states('deed.version_example') s
   WHERE s.applied AND NOT EXISTS (SELECT FROM pg_temp.deed_states('deed.version_example') f WHERE f.applied AND s.revision = ANY (f.revises));
  IF at_hand <> heads THEN
    RAISE EXCEPTION USING
      MESSAGE = format('This script was written for service-example at %s, but the database is at %s.', coalesce(nullif(array_to_string(heads, ', '), ''), 'base'),
                       coalesce(nullif(array_to_string(at_hand, ', '), ''), 'base')),
      HINT = 'Write one for where the database is: deed -s service-example upgrade FROM:TO --sql';
  END IF;
  SELECT format('%s (step %s)', s.revision, s.step) INTO half FROM pg_temp.deed_states('deed.version_example') s
   WHERE s.unfinished AND NOT (s.revision = deed_expect.revision AND s.step = steps AND steps > 0);
  IF half IS NOT NULL OR steps > 0 AND NOT EXISTS (SELECT FROM pg_temp.deed_states('deed.version_example') s
                                                    WHERE s.revision = deed_expect.revision AND s.unfinished AND s.step = steps) THEN
    RAISE EXCEPTION USING
      MESSAGE = format('Revision %s is half-way.', coalesce(half, revision)),
      HINT = 'Complete it with `deed upgrade` or `deed downgrade`, which go on from there; a script cannot.';
  END IF;
END
$deed$;

-- The rows of the service in the ownership table must be these, or none at all where nothing was ever applied.
CREATE PROCEDURE pg_temp.deed_expect_rows(expected pg_temp.deed_row[]) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
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

-- A revision of another service that must be applied.
CREATE PROCEDURE pg_temp.deed_need(needed_service text, needed text) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  version_table text;
BEGIN
  SELECT object INTO version_table FROM deed.ownership WHERE service = needed_service AND kind = 'service';
  IF version_table IS NULL OR NOT EXISTS (SELECT FROM pg_temp.deed_states(version_table) s WHERE s.revision = needed AND s.applied) THEN
    RAISE EXCEPTION 'Revision %:% is needed first and not applied.', needed_service, needed;
  END IF;
END
$deed$;

-- Revisions that are taken away, which no applied revision of another service may depend on.
CREATE PROCEDURE pg_temp.deed_not_needed(gone text[]) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  other record;
  dependent text;
BEGIN
  FOR other IN SELECT service, object FROM deed.ownership WHERE kind = 'service' AND service <> 'service-example' LOOP
    SELECT s.revision INTO dependent FROM pg_temp.deed_states(other.object) s
     WHERE s.applied AND s.depends_on && ARRAY(SELECT 'service-example:' || g FROM unnest(gone) AS g);
    IF dependent IS NOT NULL THEN
      RAISE EXCEPTION '%:% depends on what would no longer be applied.', other.service, dependent;
    END IF;
  END LOOP;
END
$deed$;

-- The rows of a step: what it means for the ownership table, and its row in the history.
CREATE PROCEDURE pg_temp.deed_record(event text, revision text, revises text[], depends_on text[], step integer, steps integer, checksum text, message text,
                                     sql text, claims pg_temp.deed_row[] DEFAULT '{}', releases pg_temp.deed_row[] DEFAULT '{}', statement integer DEFAULT NULL,
                                     changed bigint DEFAULT 0) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  r pg_temp.deed_row;
  touched bigint;
  conflict text;
BEGIN
  IF claims <> '{}' OR releases <> '{}' THEN
    LOCK TABLE deed.ownership IN SHARE ROW EXCLUSIVE MODE;
    CALL pg_temp.deed_read_rows('{}');
    SELECT format('%s has %s', o.service, o.object) INTO conflict
      FROM unnest(claims) AS c
     CROSS JOIN LATERAL regexp_match(c.object, '^(?:([a-z_]+):)?(?:("(?:[^"]|"")+"|[^".]+)\.)?("(?:[^"]|"")+"|[^".]+)$') AS part
      JOIN pg_temp.deed_rows o ON o.service <> 'service-example' AND c.kind IN ('object', 'pattern') AND c.object <> '*.*' AND o.object <> '*.*'
       AND coalesce(part[1], o.object_kind, '') = coalesce(o.object_kind, part[1], '')
       AND (o.kind = 'object' AND CASE WHEN c.kind = 'object' THEN o.object = c.object
                                       ELSE replace(split_part(o.object, '.', 1), '"', '') ~ pg_temp.deed_expression(coalesce(part[2], ''))
                                            AND replace(split_part(o.object, '.', 2), '"', '') ~ pg_temp.deed_expression(part[3]) END
            OR o.kind = 'pattern' AND replace(coalesce(part[2], ''), '"', '') ~ o.schema_match AND replace(part[3], '"', '') ~ o.name_match)
     WHERE NOT EXISTS (SELECT FROM pg_temp.deed_rows g WHERE g.service = o.service AND g.kind = 'give' AND g.object = c.object
                          AND g.with_service = 'service-example')
     LIMIT 1;
    IF conflict IS NOT NULL THEN
      RAISE EXCEPTION 'revision % is refused: another service claimed the same: %', revision, conflict;
    END IF;
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
