-- Primary keys, unique, check and foreign key constraints of the tables $1 (oid[]).
-- Table, name, type, columns, INCLUDE columns, definition, deferrable, deferred, validated, storage parameters of a key's index;
-- of a foreign key: schema, table, columns, key, match, on update, on delete, columns set (through to_jsonb: 14 has no such column).
-- Definitions of foreign keys are costly, and only 18 has anything in them that the other columns do not say.
SELECT con.conrelid, con.conname, con.contype,
       ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.conkey) WITH ORDINALITY k (number, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number ORDER BY k.place),
       CASE WHEN con.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts THEN
         ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = con.conindid AND a.attnum > i.indnkeyatts ORDER BY a.attnum) END,
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
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number::int ORDER BY k.place) END
  FROM pg_catalog.pg_constraint con
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid
  LEFT JOIN pg_catalog.pg_class ic ON ic.oid = con.conindid
  LEFT JOIN pg_catalog.pg_class rc ON rc.oid = con.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
 WHERE con.conrelid = ANY ($1::pg_catalog.oid[]) AND con.contype IN ('p', 'u', 'c', 'f')
 ORDER BY con.conrelid, con.conname
