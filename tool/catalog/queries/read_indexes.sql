-- The indexes of the tables $1 (oid[]) that belong to no constraint. pg_get_indexdef() always writes the schema: the text up to USING,
-- whose length is known, is cut off. Table, name, unique, definition, valid, the parent's index that it is a part of, whether it has
-- another name for a column than the table.
SELECT i.indrelid, ic.relname, i.indisunique,
       pg_catalog.substr(pg_catalog.pg_get_indexdef(i.indexrelid), 1 + pg_catalog.length(
         pg_catalog.format('CREATE %sINDEX %I ON %s%I.%I ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, ic.relname,
                          CASE WHEN c.relkind = 'p' THEN 'ONLY ' END, n.nspname, c.relname))),
       i.indisvalid, coalesce(pic.relname, ''),
       EXISTS (SELECT FROM pg_catalog.pg_attribute ia JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[ia.attnum - 1]
                WHERE ia.attrelid = i.indexrelid AND ia.attname <> a.attname)
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_inherits pi ON pi.inhrelid = i.indexrelid
  LEFT JOIN pg_catalog.pg_class pic ON pic.oid = pi.inhparent
 WHERE i.indrelid = ANY ($1::pg_catalog.oid[])
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint con
                    WHERE con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x'))
 ORDER BY i.indrelid, ic.relname
