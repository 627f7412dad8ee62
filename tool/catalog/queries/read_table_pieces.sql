-- What the tables $1 and views $2 (oid[]) have beside columns, constraints and indexes: triggers, rules, policies, extended statistics, and
-- settings that one ALTER makes and another one takes back. Columns as in read_routines.sql.
WITH relations AS MATERIALIZED (
  SELECT c.*, n.nspname, CASE WHEN n.nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END AS home,
         CASE WHEN n.nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END
           || pg_catalog.quote_ident(c.relname) AS written
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid = ANY ($1::pg_catalog.oid[] || $2::pg_catalog.oid[])
), tables AS MATERIALIZED (
  SELECT * FROM relations WHERE relkind IN ('r', 'p')
), stored AS MATERIALIZED (
  SELECT * FROM relations WHERE relkind IN ('r', 'p', 'm')
), triggers AS MATERIALIZED (
  SELECT r.nspname, r.relname, r.written, t.tableoid AS class, t.oid, t.tgname, t.tgenabled, t.tgconstraint,
         pg_catalog.replace(pg_catalog.pg_get_triggerdef(t.oid), pg_catalog.format(' ON %I.%I ', r.nspname, r.relname),
                            ' ON ' || r.written || ' ') AS definition
    FROM relations r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid
   WHERE NOT t.tgisinternal AND t.tgparentid = 0
), partitions_triggers AS MATERIALIZED (
  -- Made with a parent's, and in another state than it. They belong to the one at the top.
  SELECT r.nspname, r.relname, r.written, t.tgname, t.tgenabled, above.tgenabled AS state_above, c.relname AS owner,
         CASE WHEN top.tgenabled <> 'O' THEN 'state of ' ELSE '' END || 'trigger ' || top.tgname AS owner_part
    FROM tables r
    -- PostgreSQL 14 calls all of them internal.
    JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid
    JOIN pg_catalog.pg_trigger above ON above.oid = t.tgparentid AND above.tgenabled <> t.tgenabled
    CROSS JOIN LATERAL (
      WITH RECURSIVE upward AS (
        SELECT above.oid, above.tgparentid
        UNION ALL
        SELECT n.oid, n.tgparentid FROM upward JOIN pg_catalog.pg_trigger n ON n.oid = upward.tgparentid)
      SELECT oid FROM upward WHERE tgparentid = 0) root
    JOIN pg_catalog.pg_trigger top ON top.oid = root.oid AND NOT top.tgisinternal
    JOIN pg_catalog.pg_class c ON c.oid = top.tgrelid AND c.relnamespace = r.relnamespace
), words (state, word) AS (
  VALUES ('O', 'ENABLE'), ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')
), rules AS MATERIALIZED (
  SELECT r.nspname, r.relname, r.written, w.tableoid AS class, w.oid, w.rulename, w.ev_enabled,
         pg_catalog.rtrim(pg_catalog.pg_get_ruledef(w.oid), ';') AS definition
    FROM relations r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid WHERE w.rulename <> '_RETURN'
), policies AS MATERIALIZED (
  SELECT t.nspname, t.relname, t.written, p.tableoid AS class, p.oid, p.polname, p.polcmd, p.polpermissive,
         (SELECT pg_catalog.string_agg(CASE WHEN role = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(role)) END, ', '
                                       ORDER BY role = 0 DESC, pg_catalog.pg_get_userbyid(role)) FROM pg_catalog.unnest(p.polroles) role) AS roles,
         ' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')' AS reads,
         ' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')' AS writes
    FROM tables t JOIN pg_catalog.pg_policy p ON p.polrelid = t.oid
), statistics AS MATERIALIZED (
  SELECT s.tableoid AS class, s.oid, n.nspname, s.stxname, coalesce(s.stxstattarget, -1) AS target,
         CASE WHEN n.nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END
           || pg_catalog.quote_ident(s.stxname) AS written
    FROM tables t JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = t.oid JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
), settings AS (
  SELECT nspname, relname, 'unlogged' AS part, 'SET UNLOGGED' AS made, 'SET LOGGED' AS undone, NULL AS owner, '' AS owner_part, true AS with_owner
    FROM tables WHERE relpersistence = 'u'
  UNION ALL
  SELECT nspname, relname, 'row-level security', 'ENABLE ROW LEVEL SECURITY', 'DISABLE ROW LEVEL SECURITY', NULL, '', false
    FROM tables WHERE relrowsecurity
  UNION ALL
  SELECT nspname, relname, 'forced row-level security', 'FORCE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY', NULL, '', false
    FROM tables WHERE relforcerowsecurity
  UNION ALL
  SELECT nspname, relname, 'replica identity', CASE relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' ELSE 'REPLICA IDENTITY NOTHING' END,
         'REPLICA IDENTITY DEFAULT', NULL, '', false
    FROM tables WHERE relreplident IN ('f', 'n')
  UNION ALL
  SELECT t.nspname, t.relname, 'replica identity', 'REPLICA IDENTITY USING INDEX ' || pg_catalog.quote_ident(ic.relname),
         'REPLICA IDENTITY DEFAULT', ic.relname, '', false
    FROM tables t JOIN pg_catalog.pg_index i ON i.indrelid = t.oid AND i.indisreplident JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
   WHERE t.relreplident = 'i'
  UNION ALL
  SELECT t.nspname, t.relname, 'clustering', 'CLUSTER ON ' || pg_catalog.quote_ident(ic.relname), 'SET WITHOUT CLUSTER', ic.relname, '', false
    FROM stored t JOIN pg_catalog.pg_index i ON i.indrelid = t.oid AND i.indisclustered JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
  UNION ALL
  SELECT t.nspname, t.relname, 'storage parameter ' || o.name, pg_catalog.format('SET (%s=%L)', o.name, o.value),
         pg_catalog.format('RESET (%s)', o.name), NULL, '', false
    FROM stored t LEFT JOIN pg_catalog.pg_class toast ON toast.oid = t.reltoastrelid
    CROSS JOIN LATERAL (
      -- CREATE MATERIALIZED VIEW says its own.
      SELECT option_name AS name, option_value AS value FROM pg_catalog.pg_options_to_table(t.reloptions) WHERE t.relkind <> 'm'
      UNION ALL
      SELECT 'toast.' || option_name, option_value FROM pg_catalog.pg_options_to_table(toast.reloptions)) o
  UNION ALL
  SELECT t.nspname, t.relname, s.what || ' of column ' || a.attname, pg_catalog.format('ALTER COLUMN %I ', a.attname) || s.made,
         pg_catalog.format('ALTER COLUMN %I ', a.attname) || s.undone, NULL, CASE WHEN t.relkind = 'm' THEN '' ELSE 'column ' || a.attname END, false
    FROM stored t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid
    CROSS JOIN LATERAL (
      SELECT 'storage' AS what,
             'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END AS made,
             'SET STORAGE ' || CASE ty.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END AS undone
       WHERE a.attstorage <> ty.typstorage
      UNION ALL
      SELECT 'compression', 'SET COMPRESSION ' || CASE a.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END, 'SET COMPRESSION default'
       WHERE a.attcompression <> ''
      UNION ALL
      SELECT 'statistics target', 'SET STATISTICS ' || a.attstattarget, 'SET STATISTICS -1' WHERE coalesce(a.attstattarget, -1) >= 0
      UNION ALL
      -- PostgreSQL's minor versions of 2026 keep a version of their own (pg_attver) among the options.
      SELECT 'option ' || option_name, pg_catalog.format('SET (%s=%L)', option_name, option_value), pg_catalog.format('RESET (%s)', option_name)
        FROM pg_catalog.pg_options_to_table(a.attoptions) WHERE option_name <> 'pg_attver') s
)
SELECT class, oid, 'trigger', 'relation', nspname, relname, 'trigger ' || tgname, definition,
       pg_catalog.format('DROP TRIGGER %I ON %s', tgname, written),
       -- A constraint trigger can neither be replaced nor replace another one.
       CASE WHEN tgconstraint = 0 THEN 'CREATE OR REPLACE ' || pg_catalog.substr(definition, 8) END,
       ARRAY[CASE WHEN tgconstraint = 0 THEN 'plain' ELSE 'constraint' END], NULL, NULL, '', false
  FROM triggers
UNION ALL
-- A parent's state is given to its partitions, so that one of their own is said again where the parent's changes.
SELECT 0, 0, 'state', 'relation', nspname, relname, 'state of ' || named, made, pg_catalog.concat_ws(' ', 'ALTER TABLE', written, above.word, subject), made,
       '{}', made || ' (the parent: ' || nullif(above.word, 'ENABLE') || ')', owner, owner_part, false
  FROM (SELECT nspname, relname, written, 'trigger ' || tgname AS named, 'TRIGGER ' || pg_catalog.quote_ident(tgname) AS subject, tgenabled AS state,
               'O' AS state_above, NULL AS owner, 'trigger ' || tgname AS owner_part
          FROM triggers WHERE tgenabled <> 'O'
        UNION ALL
        SELECT nspname, relname, written, 'trigger ' || tgname, 'TRIGGER ' || pg_catalog.quote_ident(tgname), tgenabled, state_above, owner, owner_part
          FROM partitions_triggers
        UNION ALL
        SELECT nspname, relname, written, 'rule ' || rulename, 'RULE ' || pg_catalog.quote_ident(rulename), ev_enabled, 'O', NULL, 'rule ' || rulename
          FROM rules WHERE ev_enabled <> 'O') states
  JOIN words ON words.state = states.state::pg_catalog.text JOIN words above ON above.state = states.state_above::pg_catalog.text
  CROSS JOIN LATERAL (SELECT pg_catalog.concat_ws(' ', 'ALTER TABLE', written, words.word, subject) AS made) x
UNION ALL
SELECT class, oid, 'rule', 'relation', nspname, relname, 'rule ' || rulename, definition,
       pg_catalog.format('DROP RULE %I ON %s', rulename, written), 'CREATE OR REPLACE ' || pg_catalog.substr(definition, 8), '{}', NULL, NULL, '', false
  FROM rules
UNION ALL
SELECT class, oid, 'policy', 'relation', nspname, relname, 'policy ' || polname,
       pg_catalog.concat(pg_catalog.format('CREATE POLICY %I ON %s', polname, written), CASE WHEN NOT polpermissive THEN ' AS RESTRICTIVE' END,
         ' FOR ' || CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END,
         ' TO ' || nullif(roles, 'PUBLIC'), reads, writes),
       pg_catalog.format('DROP POLICY %I ON %s', polname, written),
       pg_catalog.concat(pg_catalog.format('ALTER POLICY %I ON %s', polname, written), ' TO ' || roles, reads, writes),
       -- ALTER POLICY changes neither the command nor which expressions there are.
       ARRAY[pg_catalog.concat_ws('/', polcmd, polpermissive, reads IS NULL, writes IS NULL)], NULL, NULL, '', false
  FROM policies
UNION ALL
SELECT c.tableoid, c.oid, 'exclusion constraint', 'relation', t.nspname, t.relname, 'constraint ' || c.conname,
       pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I ', t.written, c.conname) || pg_catalog.pg_get_constraintdef(c.oid),
       pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', t.written, c.conname), NULL, '{}', NULL, NULL, '', false
  FROM tables t JOIN pg_catalog.pg_constraint c ON c.conrelid = t.oid AND c.contype = 'x' AND c.conparentid = 0
UNION ALL
SELECT class, oid, 'statistics object', 'statistics', nspname, stxname, '',
       'CREATE STATISTICS ' || written || pg_catalog.substr(pg_catalog.pg_get_statisticsobjdef(oid), 1 + pg_catalog.length(
         pg_catalog.format('CREATE STATISTICS %I.%I', nspname, stxname))),
       'DROP STATISTICS ' || written, NULL, '{}', NULL, NULL, NULL, false
  FROM statistics
UNION ALL
SELECT 0, 0, 'setting', 'statistics', nspname, stxname, 'statistics target', pg_catalog.format('ALTER STATISTICS %s SET STATISTICS %s', written, target),
       pg_catalog.format('ALTER STATISTICS %s SET STATISTICS -1', written),
       pg_catalog.format('ALTER STATISTICS %s SET STATISTICS %s', written, target), '{}', NULL, NULL, '', false
  FROM statistics WHERE target >= 0
UNION ALL
-- Partitions and children have settings of columns of their own.
SELECT 0, 0, 'setting', 'relation', s.nspname, s.relname, s.part, x.alter_table || s.made, x.alter_table || s.undone, x.alter_table || s.made,
       '{}', s.made, s.owner, s.owner_part, s.with_owner
  FROM settings s JOIN relations r ON r.nspname = s.nspname AND r.relname = s.relname
  CROSS JOIN LATERAL (SELECT CASE r.relkind WHEN 'm' THEN 'ALTER MATERIALIZED VIEW ' ELSE 'ALTER TABLE ' END || CASE WHEN s.owner_part <> '' AND EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = r.oid)
                                                    THEN 'ONLY ' ELSE '' END || r.written || ' ' AS alter_table) x
