-- Functions, procedures and aggregates $1 (oid[]), as read_definitions.cpp takes definitions: class, oid, kind, kind of the object, schema,
-- name, part, create, drop, alter, mould, compared, owner's name, owner's part, made with its owner.
-- CREATE OR REPLACE keeps what calls a function, and refuses another result, other names of arguments and fewer defaults.
WITH routines AS MATERIALIZED (
  SELECT p.*, p.tableoid AS class, n.nspname, CASE WHEN n.nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END
           || pg_catalog.quote_ident(p.proname) AS written,
         CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
         pg_catalog.oidvectortypes(p.proargtypes) AS types
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   WHERE p.oid = ANY ($1::pg_catalog.oid[])
), texts AS (
  SELECT r.*, CASE WHEN r.prokind <> 'a' THEN
           r.written || pg_catalog.rtrim(pg_catalog.substr(pg_catalog.pg_get_functiondef(r.oid), 1 + pg_catalog.length(pg_catalog.format(
             'CREATE OR REPLACE %s %I.%I', pg_catalog.upper(r.kind), r.nspname, r.proname))), E' \n')
         ELSE
           r.written || '(' || coalesce(nullif(pg_catalog.pg_get_function_arguments(r.oid), ''), '*') || ') (' || pg_catalog.concat_ws(', ',
             'SFUNC = ' || a.aggtransfn::pg_catalog.text, 'STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL),
             'SSPACE = ' || nullif(a.aggtransspace, 0),
             'FINALFUNC = ' || nullif(a.aggfinalfn::pg_catalog.text, '-'),
             CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
             CASE WHEN a.aggfinalfn <> 0 AND a.aggfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN
               'FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
             'COMBINEFUNC = ' || nullif(a.aggcombinefn::pg_catalog.text, '-'),
             'SERIALFUNC = ' || nullif(a.aggserialfn::pg_catalog.text, '-'),
             'DESERIALFUNC = ' || nullif(a.aggdeserialfn::pg_catalog.text, '-'),
             'INITCOND = ' || pg_catalog.quote_literal(a.agginitval),
             'MSFUNC = ' || nullif(a.aggmtransfn::pg_catalog.text, '-'),
             'MINVFUNC = ' || nullif(a.aggminvtransfn::pg_catalog.text, '-'),
             CASE WHEN a.aggmtranstype <> 0 THEN 'MSTYPE = ' || pg_catalog.format_type(a.aggmtranstype, NULL) END,
             'MSSPACE = ' || nullif(a.aggmtransspace, 0),
             'MFINALFUNC = ' || nullif(a.aggmfinalfn::pg_catalog.text, '-'),
             CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
             CASE WHEN a.aggmfinalfn <> 0 AND a.aggmfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END THEN
               'MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
             'MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval),
             'SORTOP = OPERATOR(' || so.nspname || '.' || o.oprname || ')',
             CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END,
             CASE r.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END) || ')' END AS body
    FROM routines r
    LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = r.oid
    LEFT JOIN pg_catalog.pg_operator o ON o.oid = a.aggsortop
    LEFT JOIN pg_catalog.pg_namespace so ON so.oid = o.oprnamespace
)
SELECT t.class, t.oid, t.kind, 'function', t.nspname, t.proname || '(' || t.types || ')', '',
       'CREATE ' || pg_catalog.upper(t.kind) || ' ' || t.body,
       'DROP ' || pg_catalog.upper(t.kind) || ' ' || t.written || '('
         || CASE WHEN t.prokind <> 'a' THEN t.types
                 ELSE coalesce(nullif(pg_catalog.pg_get_function_identity_arguments(t.oid), ''), '*') END || ')',
       'CREATE OR REPLACE ' || pg_catalog.upper(t.kind) || ' ' || t.body,
       ARRAY[pg_catalog.concat_ws('/', t.prokind, pg_catalog.pg_get_function_result(t.oid), t.proargnames::pg_catalog.text,
                                  t.proargmodes::pg_catalog.text, t.provariadic,
                                  (SELECT pg_catalog.string_agg(pg_catalog.format_type(a, NULL), ',') FROM pg_catalog.unnest(t.proallargtypes) a),
                                  CASE WHEN t.prokind = 'a' THEN pg_catalog.pg_get_function_arguments(t.oid) END)]
         || pg_catalog.array_fill('default'::pg_catalog.text, ARRAY[t.pronargdefaults::int]),
       -- A literal that gets its type from what the function returns has no name in BEGIN ATOMIC; said again as it is printed it is called
       -- like its type. Nothing refers to either name.
       CASE WHEN t.prosqlbody IS NOT NULL THEN pg_catalog.regexp_replace(t.body,
         '(::[^,;()\n]*?(\([0-9,]+\))?(\[\])?) AS ("[^"]*"|\w+)(?=[,;\s])', '\1', 'g') END, NULL, NULL, false
  FROM texts t
 ORDER BY t.nspname, t.proname, t.types
