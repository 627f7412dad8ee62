-- Rows of the catalogue that this transaction wrote and that no lock tells of, each as the object that it says something about; the third
-- column names what concerns everybody. A row that is visible and whose transaction is in progress is this one's: age() first, as it is cheap.
-- Runs inside the transaction, after its search_path was settled.
-- $1: this transaction, $2: how many ids were given out since it began, $3: catalogues to look at
WITH ours (top, since) AS MATERIALIZED (SELECT $1::bigint, $2::integer)
SELECT 1259::text, t.oid::text, '' FROM pg_class t, ours WHERE 1259 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 1259::text, attrelid::text, '' FROM pg_attribute t, ours WHERE 1249 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 1247::text, t.oid::text, '' FROM pg_type t, ours WHERE 1247 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 1247::text, contypid::text, '' FROM pg_constraint t, ours WHERE 2606 = ANY ($3::oid[]) AND contypid <> 0 AND @ours@
UNION ALL SELECT 1247::text, enumtypid::text, '' FROM pg_enum t, ours WHERE 3501 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2615::text, t.oid::text, '' FROM pg_namespace t, ours WHERE 2615 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2615::text, nullif(defaclnamespace, 0)::text, CASE defaclnamespace WHEN 0 THEN 'default privileges of ' || pg_get_userbyid(defaclrole) ELSE '' END
            FROM pg_default_acl t, ours WHERE 826 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 3381::text, t.oid::text, '' FROM pg_statistic_ext t, ours WHERE 3381 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 6104::text, t.oid::text, CASE WHEN puballtables THEN 'publication ' || quote_ident(pubname) || ' of all tables' ELSE '' END
            FROM pg_publication t, ours WHERE 6104 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 3466::text, t.oid::text, 'event trigger ' || quote_ident(evtname) FROM pg_event_trigger t, ours WHERE 3466 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 1417::text, t.oid::text, '' FROM pg_foreign_server t, ours WHERE 1417 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2328::text, t.oid::text, '' FROM pg_foreign_data_wrapper t, ours WHERE 2328 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2612::text, t.oid::text, '' FROM pg_language t, ours WHERE 2612 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2613::text, t.oid::text, '' FROM pg_largeobject_metadata t, ours WHERE 2995 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2617::text, t.oid::text, '' FROM pg_operator t, ours WHERE 2617 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2616::text, t.oid::text, '' FROM pg_opclass t, ours WHERE 2616 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2753::text, t.oid::text, '' FROM pg_opfamily t, ours WHERE 2753 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 3456::text, t.oid::text, '' FROM pg_collation t, ours WHERE 3456 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 2607::text, t.oid::text, '' FROM pg_conversion t, ours WHERE 2607 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 3602::text, t.oid::text, '' FROM pg_ts_config t, ours WHERE 3602 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 3600::text, t.oid::text, '' FROM pg_ts_dict t, ours WHERE 3600 = ANY ($3::oid[]) AND @ours@
UNION ALL SELECT 3602::text, mapcfg::text, '' FROM pg_ts_config_map t, ours WHERE 3603 = ANY ($3::oid[]) AND @ours@
