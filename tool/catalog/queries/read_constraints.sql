-- Primary keys, unique, check and foreign key constraints of the tables $1 (oid[]).
-- Table, name, type, columns, INCLUDE columns, definition, deferrable, deferred, validated, options and definition of a key's index;
-- of a foreign key: schema, table, columns, key, match, on update, on delete, columns set. Through to_jsonb: not in every version.
SELECT con.conrelid, con.conname, con.contype,
       ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.conkey) WITH ORDINALITY k (number, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number ORDER BY k.place),
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
              WHERE con.contype IN ('p', 'u') AND a.attrelid = con.conindid AND a.attnum > i.indnkeyatts ORDER BY a.attnum),
       pg_catalog.pg_get_constraintdef(con.oid), con.condeferrable, con.condeferred, con.convalidated,
       CASE WHEN con.contype IN ('p', 'u') THEN (
         SELECT coalesce(pg_catalog.string_agg(option_name || '=' || pg_catalog.quote_literal(option_value), ', '), '')
           FROM pg_catalog.pg_options_to_table(ic.reloptions)) ELSE '' END,
       CASE WHEN con.contype IN ('p', 'u') THEN pg_catalog.substr(pg_catalog.pg_get_indexdef(con.conindid), 1 + pg_catalog.length(
         pg_catalog.format('CREATE UNIQUE INDEX %I ON %I.%I ', ic.relname, n.nspname, c.relname))) ELSE '' END,
       coalesce(rn.nspname, ''), coalesce(rc.relname, ''),
       ARRAY(SELECT a.attname::text FROM pg_catalog.unnest(con.confkey) WITH ORDINALITY k (number, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.number ORDER BY k.place),
       coalesce(ic.relname, ''), con.confmatchtype, con.confupdtype, con.confdeltype,
       ARRAY(SELECT a.attname::text
               FROM pg_catalog.jsonb_array_elements_text(
                      pg_catalog.jsonb_path_query_array(pg_catalog.to_jsonb(con), '$.confdelsetcols[*]')) WITH ORDINALITY k (number, place)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number::pg_catalog.int2 ORDER BY k.place)
  FROM pg_catalog.pg_constraint con
  JOIN pg_catalog.pg_class c ON c.oid = con.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid
  LEFT JOIN pg_catalog.pg_class ic ON ic.oid = con.conindid
  LEFT JOIN pg_catalog.pg_class rc ON rc.oid = con.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
 WHERE con.conrelid = ANY ($1::pg_catalog.oid[]) AND con.contype IN ('p', 'u', 'c', 'f')
 ORDER BY con.conrelid, con.conname
