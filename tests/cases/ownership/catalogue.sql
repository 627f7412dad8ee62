-- For each catalogue, what changes a row of it that is about another's object: hidden in dynamic SQL, so that only the commit guard can tell.
-- What is called own_ in schema proof is nobody's.

-- guard refuses: pg_aggregate, by another state function
DO $$ BEGIN EXECUTE 'CREATE OR REPLACE AGGREGATE own_' || 'agg (int) (SFUNC = int4mul, STYPE = int, INITCOND = ''1'')'; END $$;
-- guard refuses: pg_aggregate, where the row of pg_proc stays the same
DO $$ BEGIN EXECUTE 'CREATE OR REPLACE AGGREGATE own_' || 'agg (int) (SFUNC = int4pl, STYPE = int, INITCOND = ''7'')'; END $$;
-- guard refuses: pg_amop, by ALTER OPERATOR FAMILY ... ADD
DO $$ BEGIN EXECUTE 'ALTER OPERATOR FAMILY proof.own_' || 'family USING btree ADD OPERATOR 1 < (int, int)'; END $$;
-- guard refuses: pg_amproc
DO $$ BEGIN EXECUTE 'ALTER OPERATOR FAMILY proof.own_' || 'family USING btree ADD FUNCTION 1 (int, int) btint4cmp (int, int)'; END $$;
-- guard refuses: pg_amop, by ALTER OPERATOR FAMILY ... DROP
DO $$ BEGIN EXECUTE 'ALTER OPERATOR FAMILY proof.own_' || 'family USING btree DROP OPERATOR 1 (bigint, bigint)'; END $$;
-- guard refuses: pg_amop, by a new operator class
DO $$ BEGIN EXECUTE 'CREATE OPERATOR CLASS mine_class FOR TYPE int USING btree FAMILY proof.own_' || 'family AS OPERATOR 1 <, FUNCTION 1 btint4cmp (int, int)'; END $$;
-- guard refuses: pg_cast
DO $$ BEGIN EXECUTE 'CREATE CAST (mo' || 'od AS int) WITH INOUT'; END $$;
-- guard refuses: pg_cast, by DROP
DO $$ BEGIN EXECUTE 'DROP CAST (mo' || 'od AS bigint)'; END $$;
-- guard refuses: pg_collation
DO $$ BEGIN EXECUTE 'ALTER COLLATION own_' || 'coll OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_constraint, a domain's by RENAME
DO $$ BEGIN EXECUTE 'ALTER DOMAIN pos' || 'int RENAME CONSTRAINT positive TO p'; END $$;
-- guard refuses: pg_constraint, a domain's by VALIDATE
DO $$ BEGIN EXECUTE 'ALTER DOMAIN proof.unchecked VALI' || 'DATE CONSTRAINT later'; END $$;
-- guard refuses: pg_conversion
DO $$ BEGIN EXECUTE 'ALTER CONVERSION proof.own_' || 'conversion RENAME TO c'; END $$;
-- guard refuses: pg_database, by GRANT
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATA' || 'BASE %I TO pg_monitor', current_database()); END $$;
-- guard refuses: pg_shdescription of a database
DO $$ BEGIN EXECUTE format('COMMENT ON DATA' || 'BASE %I IS ''x''', current_database()); END $$;
-- guard refuses: pg_database, its owner
DO $$ BEGIN EXECUTE format('ALTER DATA' || 'BASE %I OWNER TO pg_monitor', current_database()); END $$;
-- guard refuses: pg_database, a limit
DO $$ BEGIN EXECUTE format('ALTER DATA' || 'BASE %I CONNECTION LIMIT 77', current_database()); END $$;
-- guard refuses: pg_db_role_setting
DO $$ BEGIN EXECUTE format('ALTER DATA' || 'BASE %I SET work_mem = ''1MB''', current_database()); END $$;
-- guard refuses: pg_tablespace, by GRANT
DO $$ BEGIN EXECUTE 'GRANT CREATE ON TABLE' || 'SPACE pg_default TO pg_monitor'; END $$;
-- guard refuses: pg_tablespace, an option
DO $$ BEGIN EXECUTE 'ALTER TABLE' || 'SPACE pg_default SET (seq_page_cost = 2)'; END $$;
-- guard refuses: pg_parameter_acl
DO $$ BEGIN EXECUTE 'GRANT SET ON PARA' || 'METER work_mem TO pg_monitor'; END $$;
-- guard refuses: pg_parameter_acl, further privileges
DO $$ BEGIN EXECUTE 'GRANT ALTER SYSTEM ON PARA' || 'METER temp_buffers TO pg_monitor'; END $$;
-- guard refuses: pg_parameter_acl, the last privilege
DO $$ BEGIN EXECUTE 'REVOKE ALL ON PARA' || 'METER temp_buffers FROM pg_monitor'; END $$;
-- guard refuses: pg_authid
DO $$ BEGIN EXECUTE 'CREATE RO' || 'LE labelled'; END $$;
-- guard refuses: pg_auth_members
DO $$ BEGIN EXECUTE 'GRANT pg_read_all_data TO pg_mon' || 'itor'; END $$;
-- guard refuses: pg_shdescription
DO $$ BEGIN EXECUTE 'COMMENT ON RO' || 'LE pg_monitor IS ''x'''; END $$;
-- guard refuses: pg_replication_origin
DO $$ BEGIN EXECUTE 'SELECT pg_replication_origin_' || 'create(''x'')'; END $$;
-- guard refuses: pg_default_acl of all schemas
DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVI' || 'LEGES GRANT SELECT ON TABLES TO PUBLIC'; END $$;
-- guard refuses: pg_depend of a function
DO $$ BEGIN EXECUTE 'ALTER FUNCTION own_' || 'fn DEPENDS ON EXTENSION citext'; END $$;
-- guard refuses: pg_depend of an index
DO $$ BEGIN EXECUTE 'ALTER INDEX datasets_' || 'name DEPENDS ON EXTENSION citext'; END $$;
-- guard refuses: pg_depend of a trigger
DO $$ BEGIN EXECUTE 'ALTER TRIGGER datasets_' || 'trg ON datasets DEPENDS ON EXTENSION citext'; END $$;
-- guard refuses: pg_depend of a materialized view
DO $$ BEGIN EXECUTE 'ALTER MATERIALIZED VIEW tot' || 'als DEPENDS ON EXTENSION citext'; END $$;
-- guard refuses: pg_description of an operator
DO $$ BEGIN EXECUTE 'COMMENT ON OPERATOR =' || '== (int, int) IS ''x'''; END $$;
-- guard refuses: pg_description of an operator family
DO $$ BEGIN EXECUTE 'COMMENT ON OPERATOR FAMILY proof.own_' || 'family USING btree IS ''x'''; END $$;
-- guard refuses: pg_description of a cast
DO $$ BEGIN EXECUTE 'COMMENT ON CAST (mo' || 'od AS bigint) IS ''x'''; END $$;
-- guard refuses: pg_description of a domain's constraint
DO $$ BEGIN EXECUTE 'COMMENT ON CONSTRAINT positive ON DOMAIN pos' || 'int IS ''x'''; END $$;
-- guard refuses: pg_description of a large object
DO $$ BEGIN EXECUTE 'COMMENT ON LARGE OB' || 'JECT 4711 IS ''x'''; END $$;
-- guard refuses: pg_largeobject_metadata, by GRANT
DO $$ BEGIN EXECUTE 'GRANT SELECT ON LARGE OB' || 'JECT 4711 TO PUBLIC'; END $$;
-- guard refuses: pg_largeobject
DO $$ BEGIN EXECUTE 'SELECT lo_' || 'put(4711, 0, ''x'')'; END $$;
-- guard refuses: pg_largeobject_metadata, by lo_unlink
DO $$ BEGIN EXECUTE 'SELECT lo_' || 'unlink(4711)'; END $$;
-- guard refuses: pg_enum
DO $$ BEGIN EXECUTE 'ALTER TYPE mo' || 'od RENAME VALUE ''calm'' TO ''cool'''; END $$;
-- guard refuses: pg_event_trigger
DO $$ BEGIN EXECUTE 'ALTER EVENT TRIG' || 'GER own_event DISABLE'; END $$;
-- guard refuses: pg_description of an event trigger
DO $$ BEGIN EXECUTE 'COMMENT ON EVENT TRIG' || 'GER own_event IS ''x'''; END $$;
-- guard refuses: pg_extension, its schema
DO $$ BEGIN EXECUTE 'ALTER EXTENSION ci' || 'text SET SCHEMA side'; END $$;
-- guard refuses: pg_depend of what becomes a member of an extension
DO $$ BEGIN EXECUTE 'ALTER EXTENSION ci' || 'text ADD TABLE mine'; END $$;
-- guard refuses: pg_depend of what was a member of an extension
DO $$ BEGIN EXECUTE 'ALTER EXTENSION ci' || 'text DROP FUNCTION citext_eq(citext, citext)'; END $$;
-- guard refuses: pg_description of an extension
DO $$ BEGIN EXECUTE 'COMMENT ON EXTENSION ci' || 'text IS ''x'''; END $$;
-- guard refuses: pg_proc of an extension, by REVOKE
DO $$ BEGIN EXECUTE 'REVOKE EXECUTE ON FUNCTION citext' || '_eq(citext, citext) FROM PUBLIC'; END $$;
-- guard refuses: pg_proc of an extension, its cost
DO $$ BEGIN EXECUTE 'ALTER FUNCTION citext' || '_eq(citext, citext) COST 77'; END $$;
-- guard refuses: pg_type of an extension
DO $$ BEGIN EXECUTE 'REVOKE USAGE ON TYPE cit' || 'ext FROM PUBLIC'; END $$;
-- guard refuses: pg_class of an extension, by GRANT
DO $$ BEGIN EXECUTE 'GRANT UPDATE ON brought.pg_stat_state' || 'ments TO PUBLIC'; END $$;
-- guard refuses: pg_attribute of an extension, by GRANT
DO $$ BEGIN EXECUTE 'GRANT SELECT (calls) ON brought.pg_stat_state' || 'ments TO pg_monitor'; END $$;
-- guard refuses: pg_description of an extension's view
DO $$ BEGIN EXECUTE 'COMMENT ON VIEW brought.pg_stat_state' || 'ments IS ''x'''; END $$;
-- guard refuses: pg_operator of an extension
DO $$ BEGIN EXECUTE 'ALTER OPERATOR = (cit' || 'ext, citext) SET (RESTRICT = NONE)'; END $$;
-- guard refuses: pg_foreign_data_wrapper
DO $$ BEGIN EXECUTE 'ALTER FOREIGN DATA WRAPPER own_' || 'wrapper OPTIONS (a ''b'')'; END $$;
-- guard refuses: pg_foreign_data_wrapper, by GRANT
DO $$ BEGIN EXECUTE 'GRANT USAGE ON FOREIGN DATA WRAPPER own_' || 'wrapper TO PUBLIC'; END $$;
-- guard refuses: pg_foreign_server
DO $$ BEGIN EXECUTE 'ALTER SERVER own_' || 'server OPTIONS (a ''b'')'; END $$;
-- guard refuses: pg_foreign_server, by GRANT
DO $$ BEGIN EXECUTE 'GRANT USAGE ON FOREIGN SERVER own_' || 'server TO PUBLIC'; END $$;
-- guard refuses: pg_foreign_table
DO $$ BEGIN EXECUTE 'ALTER FOREIGN TABLE proof.own_' || 'foreign OPTIONS (a ''b'')'; END $$;
-- guard refuses: pg_user_mapping, a new one
DO $$ BEGIN EXECUTE 'CREATE USER MAPPING FOR PUBLIC SERVER own_' || 'server'; END $$;
-- guard refuses: pg_user_mapping, its options
DO $$ BEGIN EXECUTE 'ALTER USER MAPPING FOR pg_monitor SERVER own_' || 'server OPTIONS (a ''b'')'; END $$;
-- guard refuses: pg_user_mapping, by DROP
DO $$ BEGIN EXECUTE 'DROP USER MAPPING FOR pg_monitor SERVER own_' || 'server'; END $$;
-- guard refuses: pg_language, by REVOKE
DO $$ BEGIN EXECUTE 'REVOKE USAGE ON LANGUAGE plpg' || 'sql FROM PUBLIC'; END $$;
-- guard refuses: pg_language, its owner
DO $$ BEGIN EXECUTE 'ALTER LANGUAGE plpg' || 'sql OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_language, its name
DO $$ BEGIN EXECUTE 'ALTER LANGUAGE plpg' || 'sql RENAME TO x'; END $$;
-- guard refuses: pg_namespace, its owner
DO $$ BEGIN EXECUTE 'ALTER SCHEMA the' || 'irs OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_opclass, its name
DO $$ BEGIN EXECUTE 'ALTER OPERATOR CLASS proof.own_' || 'class USING btree RENAME TO c'; END $$;
-- guard refuses: pg_opclass, its owner
DO $$ BEGIN EXECUTE 'ALTER OPERATOR CLASS proof.own_' || 'class USING btree OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_opfamily, its owner
DO $$ BEGIN EXECUTE 'ALTER OPERATOR FAMILY proof.own_' || 'family USING btree OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_operator, its estimator
DO $$ BEGIN EXECUTE 'ALTER OPERATOR =' || '== (int, int) SET (RESTRICT = eqsel)'; END $$;
-- guard refuses [no trace]: pg_operator, by a new one that commutes with it
DO $$ BEGIN EXECUTE 'CREATE OPERATOR ==== (LEFTARG = bigint, RIGHTARG = int, FUNCTION = int84eq, COMMUTATOR = =' || '==)'; END $$;
-- guard refuses: pg_operator, its owner
DO $$ BEGIN EXECUTE 'ALTER OPERATOR =' || '== (int, int) OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_proc, by REVOKE
DO $$ BEGIN EXECUTE 'REVOKE ALL ON FUNCTION own_' || 'fn FROM PUBLIC'; END $$;
-- guard refuses: pg_proc, its owner
DO $$ BEGIN EXECUTE 'ALTER FUNCTION own_' || 'fn OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_proc of PostgreSQL, by REVOKE
DO $$ BEGIN EXECUTE 'REVOKE EXECUTE ON FUNCTION pg_catalog.now() FROM PUB' || 'LIC'; END $$;
-- guard refuses: pg_proc of PostgreSQL, its cost
DO $$ BEGIN EXECUTE 'ALTER FUNCTION pg_catalog.now() CO' || 'ST 7'; END $$;
-- guard refuses: pg_type of PostgreSQL
DO $$ BEGIN EXECUTE 'REVOKE USAGE ON TYPE pg_catalog.int4 FROM PUB' || 'LIC'; END $$;
-- guard refuses: pg_class of PostgreSQL
DO $$ BEGIN EXECUTE 'GRANT SELECT ON pg_catalog.pg_authid TO PUB' || 'LIC'; END $$;
-- guard refuses: pg_attribute of PostgreSQL
DO $$ BEGIN EXECUTE 'GRANT SELECT (rolpassword) ON pg_catalog.pg_authid TO PUB' || 'LIC'; END $$;
-- guard refuses: pg_publication, its owner
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION own' || '_pub OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_publication_namespace, one's own schema in theirs
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION own' || '_pub ADD TABLES IN SCHEMA side'; END $$;
-- guard refuses: pg_publication_namespace, everybody's schema in a new one
DO $$ BEGIN EXECUTE 'CREATE PUBLICATION spy FOR TABLES IN SCHEMA pub' || 'lic'; END $$;
-- guard refuses: pg_publication_namespace, everybody's schema in one's own
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION mine_pub ADD TABLES IN SCHEMA pub' || 'lic'; END $$;
-- guard refuses: pg_publication_rel, by DROP
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION own' || '_pub DROP TABLE notes'; END $$;
-- guard refuses: pg_publication_rel, a condition
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION own' || '_pub SET TABLE notes WHERE (id > 5)'; END $$;
-- guard refuses: pg_publication_rel, their table in one's own
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION mine' || '_pub SET TABLE notes WHERE (id > 5)'; END $$;
-- guard refuses: pg_statistic_ext, its name
DO $$ BEGIN EXECUTE 'ALTER STATISTICS datasets' || '_stat RENAME TO x'; END $$;
-- guard refuses: pg_statistic_ext, its target
DO $$ BEGIN EXECUTE 'ALTER STATISTICS datasets' || '_stat SET STATISTICS 5'; END $$;
-- guard refuses: pg_statistic_ext, its owner
DO $$ BEGIN EXECUTE 'ALTER STATISTICS datasets' || '_stat OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_transform, by OR REPLACE
DO $$ BEGIN EXECUTE 'CREATE OR REPLACE TRANSFORM FOR mo' || 'od LANGUAGE sql (FROM SQL WITH FUNCTION pg_catalog.dsimple_init(internal))'; END $$;
-- guard refuses: pg_transform, a new one
DO $$ BEGIN EXECUTE 'CREATE TRANSFORM FOR pa' || 'ir LANGUAGE sql (FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal))'; END $$;
-- guard refuses: pg_transform, by DROP
DO $$ BEGIN EXECUTE 'DROP TRANSFORM FOR mo' || 'od LANGUAGE sql'; END $$;
-- guard refuses: pg_ts_config, its owner
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH CONFIGURATION own_' || 'cfg OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_ts_config_map, by DROP MAPPING
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH CONFIGURATION own_' || 'cfg DROP MAPPING FOR word'; END $$;
-- guard refuses: pg_ts_config_map, by ALTER MAPPING
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH CONFIGURATION own_' || 'cfg ALTER MAPPING FOR word WITH english_stem'; END $$;
-- guard refuses: pg_ts_config_map, by ALTER MAPPING REPLACE
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH CONFIGURATION own_' || 'cfg ALTER MAPPING REPLACE simple WITH english_stem'; END $$;
-- guard refuses: pg_ts_config_map, by ADD MAPPING
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH CONFIGURATION own_' || 'cfg ADD MAPPING FOR tag WITH simple'; END $$;
-- guard refuses: pg_ts_dict
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH DICTIONARY own_' || 'dict (Accept = false)'; END $$;
-- guard refuses: pg_ts_parser
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH PARSER proof.own_' || 'parser RENAME TO x'; END $$;
-- guard refuses: pg_ts_template
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH TEMPLATE proof.own_' || 'template SET SCHEMA side'; END $$;
-- guard refuses [no trace]: pg_ts_parser, a new one
DO $$ BEGIN EXECUTE 'CREATE TEXT SEARCH PAR' || 'SER fresh (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)'; END $$;
-- guard refuses [no trace]: pg_ts_template, a new one
DO $$ BEGIN EXECUTE 'CREATE TEXT SEARCH TEM' || 'PLATE fresh (LEXIZE = dsimple_lexize)'; END $$;
-- guard refuses: pg_type, NOT NULL of a domain
DO $$ BEGIN EXECUTE 'ALTER DOMAIN pos' || 'int SET NOT NULL'; END $$;
-- guard refuses: pg_type, its owner
DO $$ BEGIN EXECUTE 'ALTER TYPE sp' || 'an OWNER TO pg_monitor'; END $$;
-- guard refuses: pg_subscription
DO $$ BEGIN EXECUTE 'CREATE SUB' || 'SCRIPTION x CONNECTION '''' PUBLICATION p WITH (connect = false, slot_name = NONE)'; END $$;
-- guard refuses: pg_statistic
DO $$ BEGIN EXECUTE 'ANALYZE no' || 'tes'; END $$;
-- guard refuses: pg_db_role_setting of a role
DO $$ BEGIN EXECUTE 'ALTER RO' || 'LE CURRENT_USER SET work_mem = ''1MB'''; END $$;
-- guard refuses: pg_default_acl, by a REVOKE that deletes
DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVILEGES IN SCHEMA the' || 'irs REVOKE SELECT ON TABLES FROM pg_monitor'; END $$;
-- guard refuses [no trace]: pg_cast, from what is shared to be referred to
DO $$ BEGIN EXECUTE 'CREATE CAST (open_' || 'type AS bigint) WITH INOUT'; END $$;
-- guard refuses [no trace]: pg_transform of what is shared to be referred to
DO $$ BEGIN EXECUTE 'CREATE TRANSFORM FOR open_' || 'type LANGUAGE sql (FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal))'; END $$;
-- guard refuses: pg_class, by DROP OWNED
DO $$ BEGIN EXECUTE 'DROP OWN' || 'ED BY bystander'; END $$;
-- guard refuses: pg_type, by REASSIGN OWNED
DO $$ BEGIN EXECUTE 'REASSIGN OWN' || 'ED BY bystander TO pg_monitor'; END $$;

-- ## by code that written-out DDL runs

-- guard refuses: an index that is built anew
CREATE TABLE side.go ();
ALTER TABLE sly_index ALTER i TYPE bigint;
-- guard refuses: an index that is built anew and dropped
CREATE TABLE side.go ();
ALTER TABLE sly_index ALTER i TYPE bigint;
DROP INDEX sly_index_i;
-- guard refuses: a check of rows that are written anew
CREATE TABLE side.go ();
ALTER TABLE sly_check ALTER i TYPE bigint;
-- guard refuses: a domain of a new column
CREATE TABLE side.go ();
ALTER TABLE mine ADD COLUMN d sly_domain DEFAULT 1;
-- guard refuses: a domain of a column that comes and goes
CREATE TABLE side.go ();
ALTER TABLE mine ADD COLUMN d sly_domain DEFAULT 1;
ALTER TABLE mine DROP COLUMN d;
-- guard refuses: a trigger on TRUNCATE
CREATE TABLE side.go ();
TRUNCATE sly_truncate;
-- allow: the same, where it does nothing
CREATE TABLE side.went ();
ALTER TABLE sly_index ALTER i TYPE bigint;
ALTER TABLE sly_check ALTER i TYPE bigint;
ALTER TABLE mine ADD COLUMN d sly_domain DEFAULT 1;
TRUNCATE sly_truncate;

-- ## look-alikes: one's own

-- guard allows: the mappings of one's own configuration
DO $$ BEGIN EXECUTE 'ALTER TEXT SEARCH CONFIGURATION mine_' || 'cfg DROP MAPPING FOR word'; END $$;
-- guard allows: a domain's constraint
DO $$ BEGIN EXECUTE 'ALTER DOMAIN sh' || 'ort RENAME CONSTRAINT short_check TO c'; END $$;
-- guard allows: default privileges that are taken back
DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVILEGES IN SCHEMA si' || 'de REVOKE SELECT ON TABLES FROM pg_monitor'; END $$;
-- guard allows: default privileges that come and go
DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVILEGES IN SCHEMA si' || 'de GRANT SELECT ON SEQUENCES TO pg_monitor'; END $$;
DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVILEGES IN SCHEMA si' || 'de REVOKE SELECT ON SEQUENCES FROM pg_monitor'; END $$;
-- guard allows: a publication of one's own schema, and its tables
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION mine_' || 'pub ADD TABLES IN SCHEMA side'; END $$;
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION mine_' || 'pub DROP TABLE parent'; END $$;
-- guard allows: a schema that leaves one's own publication
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION side_' || 'pub DROP TABLES IN SCHEMA side'; END $$;
-- guard allows: an aggregate
-- deed:claim function:mine_agg
DO $$ BEGIN EXECUTE 'CREATE AGGREGATE mine_' || 'agg (int) (SFUNC = int4mul, STYPE = int)'; END $$;
-- guard allows: a cast of one's own type
DO $$ BEGIN EXECUTE 'CREATE CAST (sha' || 'de AS bigint) WITH INOUT'; END $$;
-- guard allows: an extension's function and schema
DO $$ BEGIN EXECUTE 'REVOKE EXECUTE ON FUNCTION simi' || 'larity(text, text) FROM PUBLIC'; END $$;
DO $$ BEGIN EXECUTE 'ALTER EXTENSION pg_' || 'trgm SET SCHEMA side'; END $$;
