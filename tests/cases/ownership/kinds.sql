-- Refused outright by their kind, whatever they touch, unless `[ownership] allow_kinds` names the kind.

-- kind [not run]: the step's transaction
COMMIT;
-- kind [not run]: the step's transaction
ROLLBACK;
-- kind [not run]: the step's transaction
BEGIN;
-- kind [not run]: a prepared transaction
PREPARE TRANSACTION 'x';
-- kind [not run]: COMMIT in DO
DO $$ BEGIN COMMIT; END $$;
-- kind [unseen: Settings]: a role
SET LOCAL ROLE postgres;
-- kind [unseen: Settings]: a session
SET LOCAL SESSION AUTHORIZATION DEFAULT;
-- kind [unseen: Settings]: RESET ROLE
RESET ROLE;
-- kind [unseen: Settings]: RESET ALL
RESET ALL;
-- kind [unseen: Settings]: a setting that outlasts the step
SET work_mem = '8MB';
-- kind [unseen: Settings]: search_path for good
SET search_path = side;
-- kind [unseen: Settings]: search_path by set_config
SELECT set_config('search_path', 'theirs', true);
-- kind [unseen: Settings]: search_path inside a body
DO $$ BEGIN SET LOCAL search_path = theirs; END $$;
-- kind [unseen: Settings]: replication role
SET LOCAL session_replication_role = replica;
-- kind [unseen: Settings]: a timeout of deed's
SET LOCAL lock_timeout = 0;
-- kind [unseen: Settings]: transaction settings
SET TRANSACTION READ ONLY;
-- kind [not run]: DISCARD
DISCARD ALL;
-- kind [not run]: DEALLOCATE ALL
DEALLOCATE ALL;
-- kind: CREATE ROLE
CREATE ROLE labelled;
-- kind: ALTER ROLE
ALTER ROLE CURRENT_USER SET work_mem = '1MB';
-- kind: ALTER ROLE with options
ALTER ROLE CURRENT_USER CONNECTION LIMIT 5;
-- kind [server refuses]: DROP ROLE
DROP ROLE nobody_such;
-- kind: GRANT of a role
GRANT pg_read_all_data TO CURRENT_USER;
-- kind [not run]: DROP OWNED
DROP OWNED BY CURRENT_USER;
-- kind [not run]: REASSIGN OWNED
REASSIGN OWNED BY CURRENT_USER TO CURRENT_USER;
-- kind [server refuses]: CREATE DATABASE
CREATE DATABASE x;
-- kind [server refuses]: DROP DATABASE
DROP DATABASE nothing_such;
-- kind [server refuses]: ALTER DATABASE
ALTER DATABASE nothing_such ALLOW_CONNECTIONS false;
-- kind [server refuses]: ALTER DATABASE ... SET
ALTER DATABASE nothing_such SET work_mem = '1MB';
-- kind [server refuses]: collation of a database
ALTER DATABASE nothing_such REFRESH COLLATION VERSION;
-- kind [server refuses]: CREATE TABLESPACE
CREATE TABLESPACE t LOCATION '/nonexistent';
-- kind [server refuses]: DROP TABLESPACE
DROP TABLESPACE nothing_such;
-- kind [server refuses]: ALTER TABLESPACE
ALTER TABLESPACE nothing_such SET (seq_page_cost = 2);
-- kind [server refuses]: ALTER TABLE ALL IN TABLESPACE
ALTER TABLE ALL IN TABLESPACE nothing_such SET TABLESPACE pg_default;
-- kind [server refuses]: ALTER SYSTEM
ALTER SYSTEM SET work_mem = '1MB';
-- kind [not run]: CHECKPOINT
CHECKPOINT;
-- kind [server refuses]: LOAD
LOAD 'nothing_such';
-- kind [unseen: Effects outside the transaction]: NOTIFY
NOTIFY datasets;
-- kind [unseen: Effects outside the transaction]: pg_notify
SELECT pg_notify('datasets', 'x');
-- kind [unseen: Effects outside the transaction]: LISTEN
LISTEN datasets;
-- kind [unseen: Effects outside the transaction]: UNLISTEN
UNLISTEN datasets;
-- kind [unseen: Effects outside the transaction]: a rule that notifies
CREATE RULE loud AS ON INSERT TO mine DO ALSO NOTIFY datasets;
-- kind [not run]: COPY TO PROGRAM
COPY mine TO PROGRAM 'cat';
-- kind [not run]: COPY FROM STDIN
COPY mine FROM STDIN;
-- kind [unseen: Effects outside the transaction]: pg_read_file
SELECT length(pg_read_file('PG_VERSION'));
-- kind [not run]: pg_terminate_backend
SELECT pg_terminate_backend(1);
-- kind [not run]: the runner lock
SELECT pg_advisory_unlock_all();
-- kind [server refuses]: dblink
SELECT dblink_exec('dbname=postgres', 'SELECT 1');
-- kind [unseen: Effects outside the transaction]: a large object
SELECT lo_create(0);
-- kind [server refuses]: CREATE FOREIGN TABLE
CREATE FOREIGN TABLE f (i int) SERVER nothing_such;
-- kind: CREATE FOREIGN DATA WRAPPER
CREATE FOREIGN DATA WRAPPER w;
-- kind [server refuses]: ALTER FOREIGN DATA WRAPPER
ALTER FOREIGN DATA WRAPPER nothing_such OPTIONS (a 'b');
-- kind [server refuses]: CREATE SERVER
CREATE SERVER s FOREIGN DATA WRAPPER nothing_such;
-- kind [server refuses]: ALTER SERVER
ALTER SERVER nothing_such OPTIONS (a 'b');
-- kind [server refuses]: CREATE USER MAPPING
CREATE USER MAPPING FOR PUBLIC SERVER nothing_such;
-- kind [server refuses]: ALTER USER MAPPING
ALTER USER MAPPING FOR PUBLIC SERVER nothing_such OPTIONS (a 'b');
-- kind [server refuses]: DROP USER MAPPING
DROP USER MAPPING FOR PUBLIC SERVER nothing_such;
-- kind [server refuses]: IMPORT FOREIGN SCHEMA
IMPORT FOREIGN SCHEMA x FROM SERVER nothing_such INTO side;
-- kind [server refuses]: CREATE SUBSCRIPTION
CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p;
-- kind [server refuses]: ALTER SUBSCRIPTION
ALTER SUBSCRIPTION nothing_such DISABLE;
-- kind [server refuses]: DROP SUBSCRIPTION
DROP SUBSCRIPTION nothing_such;
-- kind: CREATE PUBLICATION FOR ALL TABLES
CREATE PUBLICATION spy FOR ALL TABLES;
-- kind: an event trigger
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER spy ON ddl_command_start EXECUTE FUNCTION ev();
-- kind [server refuses]: ALTER EVENT TRIGGER
ALTER EVENT TRIGGER nothing_such DISABLE;
-- kind: CREATE LANGUAGE
CREATE LANGUAGE strange HANDLER plpgsql_call_handler;
-- kind [unseen: New objects that no service can own]: CREATE CAST
CREATE CAST (point2 AS text) WITH INOUT;
-- kind [server refuses]: CREATE TRANSFORM
CREATE TRANSFORM FOR shade LANGUAGE sql (FROM SQL WITH FUNCTION nothing_such(internal));
-- kind [unseen: New objects that no service can own]: CREATE ACCESS METHOD
CREATE ACCESS METHOD m TYPE TABLE HANDLER heap_tableam_handler;
-- kind: CREATE CONVERSION
CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- kind: CREATE OPERATOR CLASS
CREATE OPERATOR CLASS c FOR TYPE int USING hash AS OPERATOR 1 =;
-- kind: CREATE OPERATOR FAMILY
CREATE OPERATOR FAMILY f USING btree;
-- kind [server refuses]: ALTER OPERATOR FAMILY
ALTER OPERATOR FAMILY nothing_such USING btree DROP OPERATOR 1 (int, int);
-- kind: default privileges everywhere
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
-- kind [server refuses]: a large object's privileges
GRANT SELECT ON LARGE OBJECT 1 TO PUBLIC;
-- kind: COMMENT on a role
COMMENT ON ROLE postgres IS 'x';
-- kind [server refuses]: REINDEX of everything
REINDEX SCHEMA public;
-- kind [server refuses]: VACUUM of everything
VACUUM;
-- kind: ANALYZE of everything
ANALYZE;
-- kind [server refuses]: CLUSTER of everything
CLUSTER;
-- guard allows: SET CONSTRAINTS, and code in a body that is one's own
SET CONSTRAINTS ALL IMMEDIATE;
DO $$ BEGIN PERFORM mine_fn(1); END $$;
