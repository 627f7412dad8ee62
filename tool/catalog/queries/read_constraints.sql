-- Primary keys, unique, check and foreign key constraints of the tables $1 (oid[]).
-- Table, name, type, columns, INCLUDE columns, definition, deferrable, deferred, validated, storage parameters of a key's index;
-- of a foreign key: schema, table, columns, key, match, on update, on delete, columns set (through to_jsonb: 14 has no such column);
-- the constraint of the parent that it is a part of, whether it is the table's own and not only a parent's; whether a key's index has
-- another name for a column than the table: RENAME COLUMN leaves those.
-- Left out are the copies that a foreign key has for each partition of the table that it refers to.
-- Definitions of foreign keys are costly, and only 18 has anything in them that the other columns do not say.
SELECT con.conrelid, con.conname, con.contype,
       ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.conkey) WITH ORDINALITY k (number, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number ORDER BY k.place),
       CASE WHEN con.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts THEN
         ARRAY(SELECT a.attname::text FROM pg_catalog.generate_series(i.indnkeyatts, i.indnatts - 1) place
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = i.indkey[place] ORDER BY place) END,
       CASE WHEN con.contype <> 'f' OR pg_catalog.current_setting('server_version_num')::int >= 180000 THEN
         pg_catalog.pg_get_constraintdef(con.oid) END,
       con.condeferrable, con.condeferred, con.convalidated,
       CASE WHEN con.contype IN ('p', 'u') AND ic.reloptions IS NOT NULL THEN
         (SELECT pg_catalog.string_agg(option_name || '=' || pg_catalog.quote_literal(option_value), ', ')
            FROM pg_catalog.pg_options_to_table(ic.reloptions)) END,
       rn.nspname, rc.relname,
       CASE WHEN con.contype = 'f' THEN
         ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.confkey) WITH ORDINALITY k (number, place)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.number ORDER BY k.place) END,
       ic.relname, con.confmatchtype, con.confupdtype, con.confdeltype,
       CASE WHEN con.confdeltype IN ('n', 'd') THEN
         ARRAY(SELECT a.attname::text
                 FROM pg_catalog.jsonb_path_query(pg_catalog.to_jsonb(con), '$.confdelsetcols[*] ? (@ != null)') WITH ORDINALITY k (number, place)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number::int ORDER BY k.place) END,
       coalesce(pc.conname, ''), con.conislocal,
       con.contype IN ('p', 'u') AND
       EXISTS (SELECT FROM pg_catalog.pg_attribute ia JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[ia.attnum - 1]
                WHERE ia.attrelid = i.indexrelid AND ia.attname <> a.attname)
  FROM pg_catalog.pg_constraint con
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid
  LEFT JOIN pg_catalog.pg_class ic ON ic.oid = con.conindid
  LEFT JOIN pg_catalog.pg_class rc ON rc.oid = con.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
  LEFT JOIN pg_catalog.pg_constraint pc ON con.conparentid <> 0 AND pc.oid = con.conparentid
  LEFT JOIN LATERAL (
    WITH RECURSIVE above (oid) AS (
      SELECT con.conparentid WHERE con.conparentid <> 0 AND con.contype = 'f'
      UNION ALL
      SELECT a.conparentid FROM above JOIN pg_catalog.pg_constraint a ON a.oid = above.oid WHERE a.conparentid <> 0
    )
    SELECT a.confrelid FROM above JOIN pg_catalog.pg_constraint a ON a.oid = above.oid WHERE a.conparentid = 0) root ON true
 WHERE con.conrelid = ANY ($1::pg_catalog.oid[]) AND con.contype IN ('p', 'u', 'c', 'f') AND coalesce(root.confrelid, con.confrelid) = con.confrelid
 ORDER BY con.conrelid, con.conname
