-- Rows of the catalogue that this transaction wrote and that no lock tells of, each as the object that it says something about; the third
-- column names what concerns everybody. A row that is visible and whose transaction is in progress is this one's: age() first, as it is cheap
-- (it counts from the transaction's own id: later ones are negative). A catalogue that is not asked for is not looked through.
-- Runs inside the transaction, after its search_path was settled.
-- $1: this transaction, $2: how many ids were given out since it began, $3: catalogues to look at
WITH ours (top, since) AS MATERIALIZED (SELECT $1::bigint, $2::integer)
SELECT class::text, nullif(object, 0)::text, everybody
  FROM ours, (
    SELECT 1259 AS catalogue, 1259 AS class, oid AS object, '' AS everybody, xmin AS writer FROM pg_catalog.pg_class
    UNION ALL SELECT 1249, 1259, attrelid, '', xmin FROM pg_catalog.pg_attribute
    UNION ALL SELECT 1247, 1247, oid, '', xmin FROM pg_catalog.pg_type
    UNION ALL SELECT 1255, 1255, oid, '', xmin FROM pg_catalog.pg_proc
    UNION ALL SELECT 2606, 1247, contypid, '', xmin FROM pg_catalog.pg_constraint WHERE contypid <> 0
    UNION ALL SELECT 3501, 1247, enumtypid, '', xmin FROM pg_catalog.pg_enum
    UNION ALL SELECT 2615, 2615, oid, '', xmin FROM pg_catalog.pg_namespace
    UNION ALL SELECT 826, 2615, defaclnamespace,
                     CASE defaclnamespace WHEN 0 THEN 'default privileges of ' || pg_catalog.pg_get_userbyid(defaclrole) ELSE '' END, xmin
                FROM pg_catalog.pg_default_acl
    UNION ALL SELECT 3381, 3381, oid, '', xmin FROM pg_catalog.pg_statistic_ext
    UNION ALL SELECT 3079, 3079, oid, '', xmin FROM pg_catalog.pg_extension
    UNION ALL SELECT 6104, 6104, oid, CASE WHEN puballtables THEN 'publication ' || pg_catalog.quote_ident(pubname) || ' of all tables' ELSE '' END, xmin
                FROM pg_catalog.pg_publication
    -- PostgreSQL 14 takes no lock on a publication that gets a table.
    UNION ALL SELECT 6106, 6104, prpubid, '', xmin FROM pg_catalog.pg_publication_rel
    -- A publication of a schema, by what it depends on: the catalogue of these is newer than PostgreSQL 14.
    UNION ALL SELECT 6237, 2615, refobjid, '', xmin FROM pg_catalog.pg_depend WHERE classid = 6237 AND refclassid = 2615
    UNION ALL SELECT 3466, 3466, oid, 'event trigger ' || pg_catalog.quote_ident(evtname), xmin FROM pg_catalog.pg_event_trigger
    UNION ALL SELECT 1417, 1417, oid, '', xmin FROM pg_catalog.pg_foreign_server
    UNION ALL SELECT 1418, 1417, refobjid, '', xmin FROM pg_catalog.pg_depend WHERE classid = 1418 AND refclassid = 1417
    UNION ALL SELECT 2328, 2328, oid, '', xmin FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL SELECT 2612, 2612, oid, '', xmin FROM pg_catalog.pg_language
    UNION ALL SELECT 2995, 2613, oid, '', xmin FROM pg_catalog.pg_largeobject_metadata
    UNION ALL SELECT 2617, 2617, oid, '', xmin FROM pg_catalog.pg_operator
    UNION ALL SELECT 2616, 2616, oid, '', xmin FROM pg_catalog.pg_opclass
    UNION ALL SELECT 2753, 2753, oid, '', xmin FROM pg_catalog.pg_opfamily
    UNION ALL SELECT 2602, 2753, amopfamily, '', xmin FROM pg_catalog.pg_amop
    UNION ALL SELECT 2603, 2753, amprocfamily, '', xmin FROM pg_catalog.pg_amproc
    -- A cast is a matter of both its types, a transform of its one.
    UNION ALL SELECT 2605, 1247, t.oid, '', c.xmin FROM pg_catalog.pg_cast c JOIN pg_catalog.pg_type t ON t.oid IN (castsource, casttarget)
               WHERE t.oid >= 16384
    UNION ALL SELECT 3576, 1247, trftype, '', xmin FROM pg_catalog.pg_transform WHERE trftype >= 16384
    UNION ALL SELECT 3456, 3456, oid, '', xmin FROM pg_catalog.pg_collation
    UNION ALL SELECT 2607, 2607, oid, '', xmin FROM pg_catalog.pg_conversion
    UNION ALL SELECT 3602, 3602, oid, '', xmin FROM pg_catalog.pg_ts_config
    UNION ALL SELECT 3600, 3600, oid, '', xmin FROM pg_catalog.pg_ts_dict
    UNION ALL SELECT 3601, 3601, oid, '', xmin FROM pg_catalog.pg_ts_parser
    UNION ALL SELECT 3764, 3764, oid, '', xmin FROM pg_catalog.pg_ts_template
    UNION ALL SELECT 3603, 3602, mapcfg, '', xmin FROM pg_catalog.pg_ts_config_map
    UNION ALL SELECT 1262, 1262, oid, 'database ' || pg_catalog.quote_ident(datname), xmin FROM pg_catalog.pg_database
    UNION ALL SELECT 1213, 1213, oid, 'tablespace ' || pg_catalog.quote_ident(spcname), xmin FROM pg_catalog.pg_tablespace
    UNION ALL SELECT 6000, 6000, roident, 'replication origin ' || pg_catalog.quote_ident(roname), xmin FROM pg_catalog.pg_replication_origin
  ) AS written
 WHERE catalogue = ANY ($3::integer[])
   AND pg_catalog.age(writer) <= 0 AND pg_catalog.age(writer) > -since
   AND pg_catalog.pg_xact_status((((top >> 32) << 32) + writer::text::bigint)::text::xid8) = 'in progress'
