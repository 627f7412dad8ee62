-- Text search dictionaries $1 and configurations $2 (oid[]), the latter with what each type of token is mapped to; columns as in
-- read_routines.sql. One of each may have the same name, so what they are stands behind it in parentheses.
WITH spaces AS (
  SELECT oid, nspname, CASE WHEN nspname = pg_catalog.current_schema() THEN '' ELSE pg_catalog.quote_ident(nspname) || '.' END AS home
    FROM pg_catalog.pg_namespace
), configurations AS MATERIALIZED (
  SELECT c.*, c.tableoid AS class, n.nspname, 'TEXT SEARCH CONFIGURATION ' || n.home || pg_catalog.quote_ident(c.cfgname) AS written,
         pg_catalog.format('%I.%I', pn.nspname, p.prsname) AS parser
    FROM pg_catalog.pg_ts_config c JOIN spaces n ON n.oid = c.cfgnamespace
    JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
   WHERE c.oid = ANY ($2::pg_catalog.oid[])
), mappings AS MATERIALIZED (
  SELECT m.mapcfg, m.maptokentype, pg_catalog.quote_ident(t.alias) AS token,
         pg_catalog.string_agg(m.mapdict::pg_catalog.regdictionary::pg_catalog.text, ', ' ORDER BY m.mapseqno) AS dictionaries
    FROM configurations c JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = c.oid
    JOIN LATERAL pg_catalog.ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
   GROUP BY m.mapcfg, m.maptokentype, t.alias
), alike AS (
  SELECT mapcfg, dictionaries, pg_catalog.min(maptokentype) AS first, pg_catalog.string_agg(token, ', ' ORDER BY maptokentype) AS tokens
    FROM mappings GROUP BY mapcfg, dictionaries
)
SELECT d.tableoid, d.oid, 'text search dictionary', 'text_search', n.nspname, d.dictname || '(dictionary)', '',
       'CREATE ' || x.written || ' (' || pg_catalog.concat_ws(', ', 'TEMPLATE = ' || x.template, d.dictinitoption) || ')',
       'DROP ' || x.written, 'ALTER ' || x.written || ' (' || d.dictinitoption || ')',
       -- Options are changed and added by ALTER. Without their values, which are in quotes, the names are left.
       ARRAY[x.template] || ARRAY(SELECT pg_catalog.split_part(o, ' ', 1)
                                    FROM pg_catalog.regexp_split_to_table(pg_catalog.regexp_replace(d.dictinitoption, '''(''''|[^''])*''', '', 'g'), ', ') o
                                   ORDER BY 1),
       NULL::pg_catalog.text, NULL::pg_catalog.text, NULL::pg_catalog.text, false
  FROM pg_catalog.pg_ts_dict d JOIN spaces n ON n.oid = d.dictnamespace
  JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
  CROSS JOIN LATERAL (SELECT 'TEXT SEARCH DICTIONARY ' || n.home || pg_catalog.quote_ident(d.dictname) AS written,
                             pg_catalog.format('%I.%I', tn.nspname, t.tmplname) AS template) x
 WHERE d.oid = ANY ($1::pg_catalog.oid[])
UNION ALL
SELECT c.class, c.oid, 'text search configuration', 'text_search', c.nspname, c.cfgname || '(configuration)', '',
       pg_catalog.concat('CREATE ' || c.written || ' (PARSER = ' || c.parser || ')',
                         (SELECT pg_catalog.string_agg(E';\nALTER ' || c.written || ' ADD MAPPING FOR ' || a.tokens || ' WITH ' || a.dictionaries, ''
                                                       ORDER BY a.first) FROM alike a WHERE a.mapcfg = c.oid)),
       'DROP ' || c.written, NULL, '{}', c.parser, NULL, NULL, false
  FROM configurations c
UNION ALL
SELECT 0, 0, 'mapping', 'text_search', c.nspname, c.cfgname || '(configuration)', 'mapping for ' || m.token,
       'ALTER ' || c.written || ' ADD MAPPING FOR ' || m.token || ' WITH ' || m.dictionaries,
       'ALTER ' || c.written || ' DROP MAPPING FOR ' || m.token,
       'ALTER ' || c.written || ' ALTER MAPPING FOR ' || m.token || ' WITH ' || m.dictionaries, '{}', NULL, NULL, '', true
  FROM configurations c JOIN mappings m ON m.mapcfg = c.oid
