-- The commit guard inside a script: what is noted before the statements of a transaction, and the verdict after them.
-- 'service-example' stands for the service, @lock_class@ and @lock_object@ for the keys of its runner lock, what else stands in @ for deed's queries.

-- One digest of all that the catalogue says of each table, without the triggers of some foreign keys.
CREATE FUNCTION pg_temp.deed_fingerprints(oid[], oid[]) RETURNS TABLE (relation text, digest text) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $deed$
@fingerprints@
$deed$;

-- Rows of the catalogue that this transaction wrote; of all catalogues where a change may leave no lock.
CREATE FUNCTION pg_temp.deed_written_rows(text, text, oid[]) RETURNS TABLE (class text, object text, everybody text) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $deed$
#variable_conflict use_column
BEGIN
  RETURN QUERY
@written_rows@
  ;
  -- Who may not read them can hardly have written to them.
  IF has_table_privilege('pg_user_mapping', 'SELECT') AND has_table_privilege('pg_subscription', 'SELECT') THEN
    RETURN QUERY
@written_secrets@
    ;
  END IF;
END
$deed$;

-- One digest of the mappings of each text search configuration.
CREATE FUNCTION pg_temp.deed_mappings() RETURNS TABLE (configuration text, digest text) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $deed$
@mappings@
$deed$;

-- How many rows about privileges on settings this session wrote so far: they leave no lock, and no row where they are taken back.
CREATE FUNCTION pg_temp.deed_settings() RETURNS bigint LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
  SELECT pg_stat_get_xact_tuples_inserted(6243) + pg_stat_get_xact_tuples_updated(6243) + pg_stat_get_xact_tuples_deleted(6243)
$deed$;

-- Takes away what an earlier step's statements left in the session under a name that a later step may mean otherwise.
CREATE PROCEDURE pg_temp.deed_clean() LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  left_behind text;
BEGIN
  FOR left_behind IN
    SELECT format('DROP %s %s CASCADE', i.type, i.identity)
      FROM pg_depend d CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) i
     WHERE d.refclassid = 2615 AND d.refobjid = pg_my_temp_schema() AND d.deptype = 'n' AND i.name NOT LIKE 'deed\_%' AND i.name NOT LIKE '\_deed\_%'
  LOOP
    EXECUTE left_behind;
  END LOOP;
END
$deed$;

-- Who owned a relation or type before the statements: by its own name, else by the nearest parent's that somebody claims.
CREATE FUNCTION pg_temp.deed_owner_before(of_class oid, relation oid) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  at_hand record;
  own record;
  above record;
BEGIN
  SELECT * INTO at_hand FROM pg_temp.deed_before b WHERE b.class = of_class AND b.object = relation;
  SELECT * INTO own FROM pg_temp.deed_owner('relation', at_hand.schema, at_hand.name);
  IF own.given_to IS NOT NULL THEN
    RETURN own.service || ' (given to ' || own.given_to || ')';
  END IF;
  IF NOT own.by_pattern THEN
    RETURN own.service;
  END IF;
  WHILE at_hand.parent IS NOT NULL LOOP
    SELECT * INTO at_hand FROM pg_temp.deed_before b WHERE b.class = 1259 AND b.object = at_hand.parent;
    SELECT * INTO above FROM pg_temp.deed_owner('relation', at_hand.schema, at_hand.name);
    IF above.service IS NOT NULL AND NOT above.everything THEN
      RETURN above.service;
    END IF;
  END LOOP;
  RETURN own.service;
END
$deed$;

-- Notes what there is before the statements. Names in `mentions` are others' tables that the statements may refer to.
CREATE PROCEDURE pg_temp.deed_begin(mentions text[]) LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  others oid[];
BEGIN
  CREATE TEMPORARY TABLE deed_before
    (class oid, object oid, answers_class oid, answers oid, parent oid, kind text, schema text, name text, PRIMARY KEY (class, object)) ON COMMIT DROP;
  CREATE TEMPORARY TABLE deed_keys (key oid PRIMARY KEY, referencing oid, referenced oid, digest text) ON COMMIT DROP;
  CREATE TEMPORARY TABLE deed_marks (relation oid PRIMARY KEY, digest text) ON COMMIT DROP;
  CREATE TEMPORARY TABLE deed_words (configuration oid PRIMARY KEY, digest text) ON COMMIT DROP;
  CREATE TEMPORARY TABLE deed_transaction (id text, settings bigint) ON COMMIT DROP;
  INSERT INTO pg_temp.deed_transaction VALUES (pg_current_xact_id()::text, pg_temp.deed_settings());
  -- Relations; an index, a toast table and an owned sequence answer for their table.
  INSERT INTO pg_temp.deed_before
  WITH mains AS (
    SELECT c.oid, c.relname, n.nspname, coalesce(t.oid, i.indrelid, c.oid) AS main
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_index i ON i.indexrelid = c.oid
      LEFT JOIN pg_class t ON t.reltoastrelid <> 0 AND t.reltoastrelid = coalesce(i.indrelid, c.oid)
     WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast_)?temp_'
  )
  SELECT 1259, m.oid, 1259, coalesce(min(d.refobjid::bigint)::oid, m.main), (SELECT inhparent FROM pg_inherits WHERE inhrelid = m.main ORDER BY inhseqno LIMIT 1),
         'relation', m.nspname, m.relname
    FROM mains m
    LEFT JOIN pg_depend d ON d.classid = 1259 AND d.objid = m.main AND d.refclassid = 1259 AND d.deptype IN ('a', 'i')
                         AND EXISTS (SELECT FROM pg_class s WHERE s.oid = m.main AND s.relkind = 'S')
   GROUP BY m.oid, m.main, m.nspname, m.relname;
  -- Arrays answer for their element, row types for their relation.
  INSERT INTO pg_temp.deed_before
  SELECT 1247, t.oid, CASE WHEN t.typrelid <> 0 OR e.typrelid <> 0 THEN 1259 ELSE 1247 END,
         coalesce(nullif(t.typrelid, 0), nullif(e.typrelid, 0), e.oid, t.oid), NULL, 'relation', n.nspname, coalesce(e.typname, t.typname)
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
   WHERE t.oid >= 16384 AND n.nspname !~ '^pg_(toast_)?temp_';
  INSERT INTO pg_temp.deed_before
  SELECT 1255, p.oid, 1255, p.oid, NULL, 'function', n.nspname, p.proname
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE p.oid >= 16384 AND n.nspname !~ '^pg_temp_';
  -- Parts of tables, with the table.
  INSERT INTO pg_temp.deed_before
  SELECT parts.class, part, relation_class, relation, NULL, 'part', '', parts.name
    FROM (SELECT 2606::oid, oid, CASE conrelid WHEN 0 THEN 1247 ELSE 1259 END, coalesce(nullif(conrelid, 0), contypid), conname::text FROM pg_constraint
          UNION ALL SELECT 2620, t.oid, 1259, coalesce(nullif(c.conrelid, 0), tgrelid), tgname
                      FROM pg_trigger t LEFT JOIN pg_constraint c ON c.oid = tgconstraint AND contype = 'f'
          UNION ALL SELECT 2618, oid, 1259, ev_class, rulename FROM pg_rewrite
          UNION ALL SELECT 2604, oid, 1259, adrelid, '' FROM pg_attrdef
          UNION ALL SELECT 3256, oid, 1259, polrelid, polname FROM pg_policy
          UNION ALL SELECT 3381, oid, 1259, stxrelid, stxname FROM pg_statistic_ext
          UNION ALL SELECT 6106, oid, 1259, prrelid, '' FROM pg_publication_rel) AS parts (class, part, relation_class, relation, name)
    JOIN pg_temp.deed_before whole ON whole.class = relation_class AND whole.object = relation
   WHERE part >= 16384;
  -- What stands for itself; default privileges have the name of their schema, members and mappings that of the whole.
  INSERT INTO pg_temp.deed_before
  SELECT class, whole, class, whole, NULL, kind, coalesce(n.nspname, ''), name
    FROM (SELECT 2615::oid, oid, 'schema', 0::oid, nspname FROM pg_namespace
          UNION ALL SELECT 3079, oid, 'extension', 0, extname FROM pg_extension
          UNION ALL SELECT 3456, oid, 'collation', collnamespace, collname FROM pg_collation
          UNION ALL SELECT 2607, oid, 'conversion', connamespace, conname FROM pg_conversion
          UNION ALL SELECT 2617, oid, 'operator', oprnamespace, oprname FROM pg_operator
          UNION ALL SELECT 2616, oid, 'operator_class', opcnamespace, opcname FROM pg_opclass
          UNION ALL SELECT 2753, oid, 'operator_family', opfnamespace, opfname FROM pg_opfamily
          UNION ALL SELECT 3602, oid, 'text_search', cfgnamespace, cfgname FROM pg_ts_config
          UNION ALL SELECT 3600, oid, 'text_search', dictnamespace, dictname FROM pg_ts_dict
          UNION ALL SELECT 3601, oid, 'text_search', prsnamespace, prsname FROM pg_ts_parser
          UNION ALL SELECT 3764, oid, 'text_search', tmplnamespace, tmplname FROM pg_ts_template
          UNION ALL SELECT 6104, oid, 'publication', 0, pubname FROM pg_publication
          UNION ALL SELECT 1417, oid, 'foreign_server', 0, srvname FROM pg_foreign_server
          UNION ALL SELECT 2328, oid, 'foreign_data_wrapper', 0, fdwname FROM pg_foreign_data_wrapper
          UNION ALL SELECT 2612, oid, 'language', 0, lanname FROM pg_language
          UNION ALL SELECT 3466, oid, 'event_trigger', 0, evtname FROM pg_event_trigger
          UNION ALL SELECT 2601, oid, 'access_method', 0, amname FROM pg_am
          UNION ALL SELECT 2605, c.oid, 'cast', 0, i.identity FROM pg_cast c CROSS JOIN LATERAL pg_identify_object(2605, c.oid, 0) i
          UNION ALL SELECT 3576, t.oid, 'transform', 0, i.identity FROM pg_transform t CROSS JOIN LATERAL pg_identify_object(3576, t.oid, 0) i
          UNION ALL SELECT 826, d.oid, 'schema', 0, coalesce(s.nspname, 'of all schemas') FROM pg_default_acl d LEFT JOIN pg_namespace s ON s.oid = defaclnamespace
          UNION ALL SELECT 2602, m.oid, 'operator_family', opfnamespace, opfname FROM pg_amop m JOIN pg_opfamily f ON f.oid = amopfamily
          UNION ALL SELECT 2603, m.oid, 'operator_family', opfnamespace, opfname FROM pg_amproc m JOIN pg_opfamily f ON f.oid = amprocfamily
          UNION ALL SELECT 6237, objid, 'publication', 0, pubname FROM pg_depend JOIN pg_publication p ON p.oid = refobjid
                     WHERE classid = 6237 AND refclassid = 6104
          UNION ALL SELECT 1418, objid, 'foreign_server', 0, srvname FROM pg_depend JOIN pg_foreign_server s ON s.oid = refobjid
                     WHERE classid = 1418 AND refclassid = 1417) AS wholes (class, whole, kind, namespace, name)
    LEFT JOIN pg_namespace n ON n.oid = namespace
   WHERE whole >= 16384 OR class = 2615;
  INSERT INTO pg_temp.deed_words SELECT w.configuration::oid, w.digest FROM pg_temp.deed_mappings() w;
  INSERT INTO pg_temp.deed_keys SELECT oid, conrelid, confrelid, md5(c::text) FROM pg_constraint c WHERE contype = 'f';
  CALL pg_temp.deed_read_rows('{}');
  -- Others' tables that a foreign key binds to own ones, or may: their catalogue rows must not change otherwise.
  WITH bound AS (
    SELECT DISTINCT relation, pg_temp.deed_owner_before(1259, relation) AS owner
      FROM (SELECT referenced FROM pg_temp.deed_keys UNION SELECT referencing FROM pg_temp.deed_keys) AS t (relation)
  )
  SELECT coalesce(array_agg(relation), '{}') INTO others
    FROM (SELECT b.relation, b.owner FROM bound b
           WHERE EXISTS (SELECT FROM pg_temp.deed_keys k JOIN bound o ON o.relation IN (k.referenced, k.referencing) AND o.owner = 'service-example'
                          WHERE b.relation IN (k.referenced, k.referencing))
          UNION
          SELECT m.oid, pg_temp.deed_owner_before(1259, m.oid) FROM (SELECT to_regclass(n)::oid FROM unnest(mentions) AS n) AS m (oid)
           WHERE m.oid IS NOT NULL) AS t (relation, owner)
   WHERE owner IS DISTINCT FROM 'service-example';
  INSERT INTO pg_temp.deed_marks
  SELECT f.relation::oid, f.digest
    FROM pg_temp.deed_fingerprints(others, ARRAY(SELECT oid FROM pg_constraint WHERE contype = 'f' AND conrelid <> ALL (others))) AS f;
END
$deed$;

-- How an own foreign key explains a lock on somebody else's table: what access it is then. NULL where it is the service's own business.
CREATE FUNCTION pg_temp.deed_access(mode text, relation oid) RETURNS text LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  changed boolean;
  gone boolean;
  rows_written boolean;
  rows_changed boolean;
BEGIN
  WITH sides AS (
    SELECT coalesce(k.key, c.oid) AS key, coalesce(c.conrelid, k.referencing) AS referencing, coalesce(c.confrelid, k.referenced) AS referenced,
           c.oid IS NULL AS gone, k.key IS NULL OR k.digest <> md5(c::text) AS changed
      FROM (SELECT * FROM pg_temp.deed_keys WHERE deed_access.relation IN (referencing, referenced)) AS k
      FULL JOIN (SELECT * FROM pg_constraint WHERE contype = 'f' AND deed_access.relation IN (conrelid, confrelid)) AS c ON c.oid = k.key
  ), own AS (
    SELECT s.*, t.mine, EXISTS (SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND pg_locks.relation = t.other
                                   AND pg_locks.mode NOT IN ('AccessShareLock', 'RowShareLock')) AS written
      FROM sides s
     CROSS JOIN LATERAL (SELECT CASE WHEN s.referenced = deed_access.relation THEN s.referencing ELSE s.referenced END) AS o (other)
     CROSS JOIN LATERAL (SELECT o.other, pg_temp.deed_owner_before(1259, o.other) = 'service-example'
                             OR NOT EXISTS (SELECT FROM pg_temp.deed_before WHERE class = 1259 AND object = o.other)) AS t (other, mine)
  )
  SELECT coalesce(bool_or(mine AND own.changed AND NOT own.gone AND referenced = deed_access.relation), false),
         coalesce(bool_or(mine AND own.gone AND referenced = deed_access.relation), false),
         coalesce(bool_or(mine AND written AND NOT own.gone AND referenced = deed_access.relation), false),
         coalesce(bool_or(mine AND written AND referencing = deed_access.relation), false)
    INTO changed, gone, rows_written, rows_changed
    FROM own;
  RETURN CASE mode
           WHEN 'AccessShareLock' THEN CASE WHEN changed THEN 'reference' WHEN NOT gone THEN 'read' END
           WHEN 'RowShareLock' THEN CASE WHEN changed OR rows_written THEN 'reference' WHEN NOT rows_changed THEN 'write' END
           WHEN 'RowExclusiveLock' THEN 'write'
           WHEN 'ShareRowExclusiveLock' THEN CASE WHEN changed THEN 'reference' ELSE 'alter' END
           WHEN 'AccessExclusiveLock' THEN CASE WHEN NOT gone THEN 'alter' END
           ELSE 'alter'
         END;
END
$deed$;

-- Whether a view that is shared at read, and was used, brings this relation.
CREATE FUNCTION pg_temp.deed_read_through_view(relation oid) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $deed$
  WITH RECURSIVE above (oid) AS (
    SELECT ev_class FROM pg_depend d JOIN pg_rewrite r ON d.classid = 2618 AND d.objid = r.oid
     WHERE d.refclassid = 1259 AND d.refobjid = relation AND ev_class <> relation
    UNION
    SELECT ev_class FROM above JOIN pg_depend d ON d.refclassid = 1259 AND d.refobjid = above.oid JOIN pg_rewrite r ON d.classid = 2618 AND d.objid = r.oid
     WHERE ev_class <> above.oid
  )
  SELECT EXISTS (
    SELECT FROM above JOIN pg_temp.deed_before b ON b.class = 1259 AND b.object = above.oid
     WHERE EXISTS (SELECT FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation = above.oid)
       AND pg_temp.deed_shares(pg_temp.deed_owner_before(1259, above.oid), 'relation', b.schema, b.name, 'read'))
$deed$;

-- The verdict: what the transaction touched must be the service's, shared with it, or common ground. Names in `made` and `may_exist` are
-- those that the statements create.
CREATE PROCEDURE pg_temp.deed_guard(revision text, claims pg_temp.deed_row[], made pg_temp.deed_name[], may_exist pg_temp.deed_name[]) LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $deed$
DECLARE
  seen record;
  owner record;
  owner_name text;
  access text;
  findings text[] := '{}';
  weak CONSTANT text[] := ARRAY['AccessShareLock', 'RowShareLock'];
BEGIN
  IF to_regclass('pg_temp.deed_transaction') IS NULL OR NOT EXISTS (SELECT FROM pg_temp.deed_transaction WHERE id = pg_current_xact_id()::text) THEN
    RAISE EXCEPTION 'revision %: the statements ended the transaction that the script had begun', revision;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND granted AND objsubid = 2
                    AND classid = @lock_class@ AND objid = @lock_object@) THEN
    RAISE EXCEPTION 'revision %: the runner lock is no longer held', revision;
  END IF;
  CALL pg_temp.deed_read_rows(claims);
  FOR seen IN
    SELECT l.*, b.object IS NOT NULL AS stood, b.answers_class, b.answers, b.kind, b.schema, b.name,
           a.schema AS answers_schema, a.name AS answers_name, d.type AS now_type, d.identity AS now_identity
      FROM (SELECT DISTINCT CASE locktype WHEN 'relation' THEN 1259::oid ELSE classid END AS class,
                            CASE locktype WHEN 'relation' THEN relation ELSE objid END AS object, mode, database = 0 AS whole_server
              FROM pg_locks
             WHERE pid = pg_backend_pid() AND granted AND locktype IN ('relation', 'object')) AS l
      LEFT JOIN pg_temp.deed_before b ON b.class = l.class AND b.object = l.object
      LEFT JOIN pg_temp.deed_before a ON a.class = b.answers_class AND a.object = b.answers
      LEFT JOIN LATERAL pg_identify_object(l.class, l.object, 0) d ON true
     ORDER BY l.class <> 1259, l.object, l.mode
  LOOP
    IF seen.whole_server THEN
      IF seen.mode <> 'AccessShareLock' THEN
        findings := findings || format('%s belongs to the whole server (%s)', coalesce(seen.now_identity, seen.object::text), seen.mode);
      END IF;
    ELSIF seen.object < 16384 AND seen.class <> 2615 THEN
      -- CREATE COLLATION takes a lock of its own on its catalogue.
      IF seen.mode <> ALL (weak) AND NOT (seen.class = 1259 AND seen.object = 3456 AND seen.mode = 'ShareRowExclusiveLock') AND (seen.class <> 1259 OR seen.mode <> 'RowExclusiveLock'
                                       OR EXISTS (SELECT FROM pg_index WHERE indexrelid = seen.object)) THEN
        findings := findings || format('%s is PostgreSQL''s own (%s)', coalesce(seen.now_identity, seen.object::text), seen.mode);
      END IF;
    ELSIF NOT seen.stood THEN
      findings := findings || pg_temp.deed_judge_new(seen.class, seen.object, made);
    ELSIF seen.class = 2615 THEN
      SELECT * INTO owner FROM pg_temp.deed_owner('schema', '', seen.name);
      IF seen.name NOT LIKE 'pg\_%' AND seen.name <> 'information_schema' AND owner.service IS DISTINCT FROM 'service-example'
         AND (seen.mode <> 'AccessShareLock' OR owner.service IS NOT NULL AND NOT owner.everything)
         AND NOT (seen.name = 'deed' AND seen.mode = 'AccessShareLock')
         AND NOT pg_temp.deed_shares(owner.service, 'schema', '', seen.name, 'alter') THEN
        findings := findings || format('schema %I belongs to %s (%s)', seen.name, coalesce(owner.service, 'no service'), seen.mode);
      END IF;
    ELSIF seen.kind IN ('relation', 'part') THEN
      IF seen.answers_schema = 'deed' OR seen.answers = 'deed.version_example'::regclass THEN
        IF seen.mode <> 'AccessShareLock' THEN
          findings := findings || format('%I.%I is deed''s own (%s)', seen.answers_schema, seen.answers_name, seen.mode);
        END IF;
        CONTINUE;
      END IF;
      owner_name := pg_temp.deed_owner_before(seen.answers_class, seen.answers);
      IF owner_name = 'service-example' OR EXISTS (SELECT FROM pg_depend e WHERE e.classid IN (1259, 1247) AND e.objid = seen.answers AND e.refclassid = 3079
                                                      AND e.deptype = 'e' AND seen.mode = ANY (weak)) THEN
        CONTINUE;
      END IF;
      access := CASE WHEN seen.class = 1259 THEN pg_temp.deed_access(seen.mode, seen.answers)
                     WHEN seen.mode = 'AccessShareLock' THEN 'reference' ELSE 'alter' END;
      IF access = 'read' AND pg_temp.deed_read_through_view(seen.answers) THEN
        CONTINUE;
      END IF;
      -- What a foreign key explains must be all that happened to the table.
      IF seen.class = 1259 AND access IS DISTINCT FROM 'read' AND access IS DISTINCT FROM 'write'
         AND (SELECT m.digest FROM pg_temp.deed_marks m WHERE m.relation = seen.answers) IS DISTINCT FROM
             (SELECT f.digest FROM pg_temp.deed_fingerprints(ARRAY[seen.answers], ARRAY(SELECT k.oid FROM pg_constraint k
                                                              WHERE k.contype = 'f' AND k.conrelid <> seen.answers)) f) THEN
        access := 'alter';
      END IF;
      IF access IS NOT NULL AND NOT coalesce(pg_temp.deed_shares(owner_name, 'relation', seen.answers_schema, seen.answers_name, access), false) THEN
        findings := findings || format('the statements %s %I.%I, which belongs to %s (%s)', access, seen.answers_schema, seen.answers_name,
                                       coalesce(owner_name, 'no service'), seen.mode);
      END IF;
    ELSIF seen.mode <> 'AccessShareLock' OR seen.kind = 'function' THEN
      SELECT * INTO owner FROM pg_temp.deed_owner(seen.kind, seen.schema, seen.name);
      IF owner.service IS DISTINCT FROM 'service-example' AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = seen.class AND e.objid = seen.object
                                                                             AND e.deptype = 'e')
         AND NOT coalesce(pg_temp.deed_shares(owner.service, seen.kind, seen.schema, seen.name,
                                              CASE seen.mode WHEN 'AccessShareLock' THEN 'reference' ELSE 'alter' END), false) THEN
        findings := findings || format('%s %s belongs to %s (%s)', seen.kind, seen.name, coalesce(owner.service, 'no service'), seen.mode);
      END IF;
    END IF;
  END LOOP;
  -- New functions, privileges, names of types, default privileges and the like leave no lock.
  FOR seen IN
    SELECT DISTINCT w.class::oid AS class, w.object::oid AS object, w.everybody, b.object IS NOT NULL AS stood, b.kind, b.schema, b.name, b.answers_class,
           b.answers, a.schema AS answers_schema, a.name AS answers_name,
           (SELECT extname FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
             WHERE d.classid = coalesce(b.answers_class, w.class::oid) AND d.objid = coalesce(b.answers, w.object::oid) AND d.refclassid = 3079 AND d.deptype = 'e') AS extension
      FROM (SELECT * FROM pg_temp.deed_written_rows(pg_current_xact_id()::text, '2147483647', '@counted_catalogues@')
            UNION ALL
            SELECT '3602', coalesce(m.configuration::oid, n.configuration)::text, ''
              FROM pg_temp.deed_mappings() m FULL JOIN pg_temp.deed_words n ON n.configuration = m.configuration::oid
             WHERE m.digest IS DISTINCT FROM n.digest) w
      LEFT JOIN pg_temp.deed_before b ON b.class = w.class::oid AND b.object = w.object::oid
      LEFT JOIN pg_temp.deed_before a ON a.class = b.answers_class AND a.object = b.answers
  LOOP
    IF seen.everybody <> '' THEN
      findings := findings || format('the %s concerns every service', seen.everybody);
    ELSIF seen.object < 16384 AND seen.class <> 2615 THEN
      findings := findings || format('%s is PostgreSQL''s own', pg_describe_object(seen.class, seen.object, 0));
    ELSIF NOT seen.stood THEN
      findings := findings || pg_temp.deed_judge_new(seen.class, seen.object, made);
    ELSIF seen.class = 1259
          AND (SELECT m.digest FROM pg_temp.deed_marks m WHERE m.relation = seen.answers) =
              (SELECT f.digest FROM pg_temp.deed_fingerprints(ARRAY[seen.answers], ARRAY(SELECT k.oid FROM pg_constraint k
                                                               WHERE k.contype = 'f' AND k.conrelid <> seen.answers)) f) THEN
      -- An own foreign key to it.
      CONTINUE;
    ELSE
      IF seen.extension IS NOT NULL THEN
        SELECT o.service INTO owner_name FROM pg_temp.deed_owner('extension', '', seen.extension) o;
      ELSIF seen.kind IN ('relation', 'part') THEN
        owner_name := pg_temp.deed_owner_before(seen.answers_class, seen.answers);
      ELSE
        SELECT o.service INTO owner_name FROM pg_temp.deed_owner(seen.kind, seen.schema, seen.name) o;
      END IF;
      IF owner_name IS DISTINCT FROM 'service-example'
         AND NOT coalesce(pg_temp.deed_shares(owner_name, CASE WHEN seen.kind = 'part' THEN 'relation' ELSE seen.kind END,
                                              coalesce(seen.answers_schema, seen.schema), coalesce(seen.answers_name, seen.name), 'alter'), false) THEN
        findings := findings || format('%s, which belongs to %s, has another row in the catalogue',
                                       concat_ws('.', nullif(coalesce(seen.answers_schema, seen.schema), ''), coalesce(seen.answers_name, seen.name)),
                                       coalesce(owner_name, 'no service'));
      END IF;
    END IF;
  END LOOP;
  IF EXISTS (SELECT FROM pg_temp.deed_transaction WHERE settings <> pg_temp.deed_settings()) THEN
    findings := findings || 'the privileges on settings concern every service'::text;
  END IF;
  -- IF NOT EXISTS does not make an object the service's.
  FOR seen IN
    SELECT b.schema, b.name FROM unnest(may_exist) AS m
      JOIN pg_temp.deed_before b ON b.class IN (1259, 1247) AND b.schema = m.schema AND b.name = m.name
     WHERE b.class = 1259 OR b.answers = b.object
  LOOP
    SELECT * INTO owner FROM pg_temp.deed_owner('relation', seen.schema, seen.name);
    IF owner.service IS DISTINCT FROM 'service-example' THEN
      findings := findings || format('%I.%I existed before and belongs to %s', seen.schema, seen.name, coalesce(owner.service, 'no service'));
    END IF;
  END LOOP;
  IF findings <> '{}' THEN
    SELECT array_agg(DISTINCT f) INTO findings FROM unnest(findings) AS f;
    RAISE EXCEPTION USING
      MESSAGE = format('revision %s is refused: %s', revision, findings[1]),
      DETAIL = array_to_string(findings[2:], E'\n'),
      HINT = 'Ask the owner to share that access, or leave it out; nothing of this transaction is left.';
  END IF;
END
$deed$;
