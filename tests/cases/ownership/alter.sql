-- Changing what another service has: every DDL on it, by name, by its schema, by CASCADE, and of every kind of object.

-- ## tables

-- refuse: ADD COLUMN
ALTER TABLE datasets ADD COLUMN x int;
-- refuse: IF EXISTS, ONLY
ALTER TABLE IF EXISTS ONLY public.datasets DROP COLUMN n;
-- refuse: ALTER COLUMN
ALTER TABLE datasets ALTER COLUMN n SET NOT NULL;
-- refuse: SET DEFAULT
ALTER TABLE datasets ALTER n SET DEFAULT 5;
-- refuse: SET STATISTICS
ALTER TABLE datasets ALTER n SET STATISTICS 10;
-- refuse: TYPE
ALTER TABLE datasets ALTER COLUMN n TYPE bigint;
-- refuse: ADD CONSTRAINT
ALTER TABLE datasets ADD CONSTRAINT positive_n CHECK (n >= 0);
-- refuse: DROP CONSTRAINT
ALTER TABLE datasets DROP CONSTRAINT datasets_named;
-- refuse: RENAME
ALTER TABLE datasets RENAME TO captured;
-- refuse: RENAME COLUMN
ALTER TABLE datasets RENAME COLUMN n TO m;
-- refuse: RENAME CONSTRAINT
ALTER TABLE datasets RENAME CONSTRAINT datasets_named TO c;
-- refuse: SET SCHEMA
ALTER TABLE notes SET SCHEMA side;
-- refuse: OWNER TO
ALTER TABLE datasets OWNER TO pg_monitor;
-- refuse: storage parameters
ALTER TABLE datasets SET (fillfactor = 50);
-- refuse: DISABLE TRIGGER
ALTER TABLE datasets DISABLE TRIGGER datasets_trg;
-- refuse: row-level security
ALTER TABLE datasets ENABLE ROW LEVEL SECURITY;
-- refuse: REPLICA IDENTITY
ALTER TABLE datasets REPLICA IDENTITY FULL;
-- refuse: CLUSTER ON
ALTER TABLE datasets CLUSTER ON datasets_pkey;
-- refuse: SET UNLOGGED
ALTER TABLE loose SET UNLOGGED;
-- refuse: a table in a schema of theirs
ALTER TABLE theirs.plans ADD COLUMN x int;
-- refuse: DROP
DROP TABLE notes;
-- refuse: DROP of several
DROP TABLE datasets_old, notes;
-- refuse: DROP ... CASCADE
DROP TABLE datasets CASCADE;
-- refuse: TRUNCATE
TRUNCATE notes;
-- refuse: TRUNCATE of several
TRUNCATE mine, notes;
-- refuse: LOCK
LOCK TABLE datasets IN ACCESS SHARE MODE;
-- refuse: COMMENT on the table
COMMENT ON TABLE datasets IS 'x';
-- refuse: COMMENT on a column
COMMENT ON COLUMN datasets.n IS 'x';
-- refuse: COMMENT on a constraint
COMMENT ON CONSTRAINT datasets_named ON datasets IS 'x';
-- refuse: GRANT
GRANT SELECT ON datasets TO PUBLIC;
-- refuse: GRANT on a column
GRANT SELECT (n) ON datasets TO PUBLIC;
-- refuse: REVOKE
REVOKE ALL ON TABLE datasets FROM CURRENT_USER;
-- refuse: GRANT on all tables of their schema
GRANT SELECT ON ALL TABLES IN SCHEMA theirs TO PUBLIC;
-- refuse: GRANT on all tables of everybody's schema
GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC;
-- refuse: CREATE INDEX
CREATE INDEX spy ON datasets (n);
-- refuse: CREATE UNIQUE INDEX IF NOT EXISTS
CREATE UNIQUE INDEX IF NOT EXISTS spy ON notes (body);
-- refuse: CREATE TRIGGER
CREATE TRIGGER spy AFTER INSERT ON datasets FOR EACH ROW EXECUTE FUNCTION mine_trg();
-- refuse: CREATE OR REPLACE TRIGGER
CREATE OR REPLACE TRIGGER datasets_trg BEFORE UPDATE ON datasets FOR EACH ROW EXECUTE FUNCTION mine_trg();
-- refuse: DROP TRIGGER
DROP TRIGGER datasets_trg ON datasets;
-- refuse: ALTER TRIGGER
ALTER TRIGGER datasets_trg ON datasets RENAME TO t;
-- refuse: CREATE POLICY
CREATE POLICY spy ON datasets USING (true);
-- refuse: ALTER POLICY
ALTER POLICY visible ON datasets USING (false);
-- refuse: DROP POLICY
DROP POLICY visible ON datasets;
-- refuse: CREATE RULE
CREATE RULE spy AS ON INSERT TO notes DO ALSO SELECT 1;
-- refuse: DROP RULE
DROP RULE quiet ON "Mixed";
-- refuse: ALTER RULE
ALTER RULE quiet ON "Mixed" RENAME TO loud;
-- refuse: CREATE STATISTICS
CREATE STATISTICS spy ON name, n FROM datasets;
-- refuse: DROP STATISTICS
DROP STATISTICS datasets_stat;
-- refuse: ALTER STATISTICS
ALTER STATISTICS datasets_stat SET STATISTICS 5;
-- refuse: INHERITS
CREATE TABLE heir () INHERITS (base);
-- refuse: INHERIT
CREATE TABLE heir (x int);
ALTER TABLE heir INHERIT base;
-- refuse: PARTITION OF
CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- refuse: ATTACH PARTITION to theirs
ALTER TABLE events ATTACH PARTITION part_spare FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
-- refuse: ATTACH PARTITION of theirs
ALTER TABLE part ATTACH PARTITION loose FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
-- refuse: DETACH PARTITION
ALTER TABLE events DETACH PARTITION events_2020;
-- refuse: a partition of theirs
ALTER TABLE events_2020 ADD CHECK (id > 0);
-- refuse [no trace]: CREATE IF NOT EXISTS of what is theirs
CREATE TABLE IF NOT EXISTS datasets (id int);
-- refuse [server refuses]: CREATE of what is theirs
CREATE TABLE datasets (id int);
-- refuse: ANALYZE
ANALYZE datasets;
-- refuse: ANALYZE of several
ANALYZE mine, datasets (n);
-- refuse: CLUSTER
CLUSTER datasets USING datasets_pkey;
-- refuse: REINDEX TABLE
REINDEX TABLE datasets;
-- refuse [server refuses]: VACUUM
VACUUM datasets;
-- refuse: with quotes
ALTER TABLE "Mixed" ADD COLUMN x int;

-- ## by CASCADE and other ways round

-- guard refuses: TRUNCATE in dynamic SQL
DO $$ BEGIN EXECUTE 'TRUNCATE no' || 'tes'; END $$;
-- guard refuses: DROP in dynamic SQL
DO $$ BEGIN EXECUTE 'DROP TABLE no' || 'tes'; END $$;
-- guard refuses: GRANT in dynamic SQL
DO $$ BEGIN EXECUTE 'GRANT ALL ON no' || 'tes TO PUBLIC'; END $$;
-- guard refuses: a column GRANT in dynamic SQL
DO $$ BEGIN EXECUTE 'GRANT SELECT (body) ON no' || 'tes TO PUBLIC'; END $$;
-- guard refuses: RENAME of a type in dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER TYPE mo' || 'od RENAME TO temper'; END $$;
-- guard refuses: ADD VALUE in dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER TYPE mo' || 'od ADD VALUE ''wild'''; END $$;
-- guard refuses: a domain in dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER DOMAIN pos' || 'int DROP CONSTRAINT positive'; END $$;
-- guard refuses: a schema in dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER SCHEMA the' || 'irs RENAME TO ours'; END $$;
-- guard refuses: a schema's privileges in dynamic SQL
DO $$ BEGIN EXECUTE 'GRANT ALL ON SCHEMA the' || 'irs TO PUBLIC'; END $$;
-- guard refuses: a function in dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER FUNCTION own_' || 'fn COST 9'; END $$;
-- guard refuses: default privileges in dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVILEGES IN SCHEMA the' || 'irs GRANT SELECT ON TABLES TO PUBLIC'; END $$;
-- guard refuses: a publication in dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER PUBLICATION own' || '_pub ADD TABLE kin'; END $$;
-- guard refuses: a comment in dynamic SQL
DO $$ BEGIN EXECUTE 'COMMENT ON TABLE no' || 'tes IS ''x'''; END $$;
-- guard refuses: something new in their schema
DO $$ BEGIN EXECUTE 'CREATE TABLE the' || 'irs.extra (i int)'; END $$;
-- guard refuses: the catalogue by hand
DO $$ BEGIN EXECUTE 'UPDATE pg_cl' || 'ass SET relhasrules = true WHERE relname = ''notes'''; END $$;

-- ## views, sequences, indexes

-- refuse: ALTER VIEW
ALTER VIEW names SET (security_barrier);
-- refuse: CREATE OR REPLACE VIEW
CREATE OR REPLACE VIEW names AS SELECT 1::bigint AS id, 'x'::text AS name;
-- refuse: DROP VIEW
DROP VIEW names;
-- refuse: COMMENT ON VIEW
COMMENT ON VIEW names IS 'x';
-- refuse: REFRESH
REFRESH MATERIALIZED VIEW totals;
-- refuse: DROP MATERIALIZED VIEW
DROP MATERIALIZED VIEW totals;
-- refuse: ALTER MATERIALIZED VIEW
ALTER MATERIALIZED VIEW totals RENAME TO t;
-- refuse: ALTER SEQUENCE
ALTER SEQUENCE counter INCREMENT 5;
-- refuse: OWNED BY a table of mine
ALTER SEQUENCE counter OWNED BY mine.id;
-- refuse: a sequence of mine that goes with their table
ALTER SEQUENCE mine_counter OWNED BY datasets.n;
-- refuse: a new one that does
CREATE SEQUENCE s OWNED BY notes.id;
-- refuse: DROP SEQUENCE
DROP SEQUENCE counter;
-- refuse: GRANT on a sequence
GRANT USAGE ON SEQUENCE counter TO PUBLIC;
-- refuse: a serial's sequence
ALTER SEQUENCE datasets_id_seq RESTART;
-- guard refuses: DROP INDEX
DROP INDEX datasets_name;
-- guard refuses: ALTER INDEX
ALTER INDEX datasets_name RENAME TO n;
-- guard refuses: storage of an index
ALTER INDEX public.datasets_name SET (fillfactor = 50);
-- guard refuses: REINDEX INDEX
REINDEX INDEX datasets_name;
-- refuse: an index's table command
ALTER TABLE datasets_name SET (fillfactor = 60);
-- guard refuses: COMMENT ON INDEX
COMMENT ON INDEX datasets_name IS 'x';
-- guard refuses [server refuses]: what a page range index is told
SELECT brin_summarize_new_values('datasets_name');

-- ## types, functions, the rest

-- refuse: ADD VALUE
ALTER TYPE mood ADD VALUE 'wild';
-- refuse: RENAME VALUE
ALTER TYPE mood RENAME VALUE 'calm' TO 'cool';
-- refuse: RENAME of a type
ALTER TYPE mood RENAME TO temper;
-- refuse: ADD ATTRIBUTE
ALTER TYPE pair ADD ATTRIBUTE c int;
-- refuse: RENAME ATTRIBUTE
ALTER TYPE pair RENAME ATTRIBUTE a TO z;
-- refuse: OWNER of a type
ALTER TYPE pair OWNER TO pg_monitor;
-- refuse: SET SCHEMA of a type
ALTER TYPE span SET SCHEMA side;
-- refuse [server refuses]: options of a base type
ALTER TYPE mood SET (STORAGE = plain);
-- refuse: DROP TYPE
DROP TYPE pair;
-- refuse: GRANT on a type
GRANT USAGE ON TYPE mood TO PUBLIC;
-- refuse: COMMENT ON TYPE
COMMENT ON TYPE mood IS 'x';
-- refuse: ALTER DOMAIN
ALTER DOMAIN posint ADD CHECK (VALUE < 100);
-- refuse: SET DEFAULT of a domain
ALTER DOMAIN posint SET DEFAULT 1;
-- refuse: RENAME CONSTRAINT of a domain
ALTER DOMAIN posint RENAME CONSTRAINT positive TO p;
-- refuse: COMMENT on a domain's constraint
COMMENT ON CONSTRAINT positive ON DOMAIN posint IS 'x';
-- refuse: DROP DOMAIN
DROP DOMAIN posint;
-- refuse: CREATE OR REPLACE FUNCTION
CREATE OR REPLACE FUNCTION own_fn(i int DEFAULT 1) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 0; END $$;
-- refuse [no trace]: another signature of their function's name
CREATE FUNCTION own_fn(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refuse: ALTER FUNCTION
ALTER FUNCTION own_fn(int) COST 5;
-- refuse: ALTER FUNCTION ... SET
ALTER FUNCTION own_fn SET work_mem = '1MB';
-- refuse: RENAME of a function
ALTER FUNCTION own_fn(int) RENAME TO f;
-- refuse: OWNER of a routine
ALTER ROUTINE own_fn(int) OWNER TO pg_monitor;
-- refuse: DROP FUNCTION
DROP FUNCTION own_eq CASCADE;
-- refuse: DROP PROCEDURE
DROP PROCEDURE own_proc;
-- refuse: ALTER PROCEDURE
ALTER PROCEDURE own_proc() SECURITY DEFINER;
-- refuse: GRANT on a function
GRANT EXECUTE ON FUNCTION own_fn TO PUBLIC;
-- refuse: GRANT on all functions of their schema
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA theirs FROM PUBLIC;
-- refuse: COMMENT ON FUNCTION
COMMENT ON FUNCTION own_fn IS 'x';
-- refuse: DROP AGGREGATE
DROP AGGREGATE own_agg(int);
-- refuse: ALTER AGGREGATE
ALTER AGGREGATE own_agg(int) RENAME TO a;
-- refuse: DROP OPERATOR
DROP OPERATOR === (int, int);
-- refuse: ALTER OPERATOR
ALTER OPERATOR === (int, int) SET (RESTRICT = eqsel);
-- refuse: COMMENT ON OPERATOR
COMMENT ON OPERATOR === (int, int) IS 'x';
-- refuse: DROP COLLATION
DROP COLLATION own_coll;
-- refuse: ALTER COLLATION
ALTER COLLATION own_coll RENAME TO c;
-- refuse [no trace]: the version of a collation
ALTER COLLATION own_coll REFRESH VERSION;
-- refuse: a text search configuration
ALTER TEXT SEARCH CONFIGURATION own_cfg DROP MAPPING FOR word;
-- refuse: DROP TEXT SEARCH CONFIGURATION
DROP TEXT SEARCH CONFIGURATION own_cfg;
-- refuse: a text search dictionary
ALTER TEXT SEARCH DICTIONARY own_dict (Accept = false);
-- refuse: RENAME of a schema
ALTER SCHEMA theirs RENAME TO ours;
-- refuse: OWNER of a schema
ALTER SCHEMA theirs OWNER TO pg_monitor;
-- refuse: DROP SCHEMA
DROP SCHEMA theirs CASCADE;
-- refuse: GRANT on a schema
GRANT USAGE ON SCHEMA theirs TO PUBLIC;
-- refuse: COMMENT ON SCHEMA
COMMENT ON SCHEMA theirs IS 'x';
-- refuse: everybody's schema
GRANT ALL ON SCHEMA public TO PUBLIC;
-- refuse: something new in their schema
CREATE TABLE theirs.extra (i int);
-- refuse: a view in their schema
CREATE VIEW theirs.extra AS SELECT 1 AS one;
-- refuse: a function in their schema
CREATE FUNCTION theirs.extra() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refuse: into their schema
ALTER TABLE kin SET SCHEMA theirs;
-- refuse: an extension in their schema
CREATE EXTENSION hstore SCHEMA theirs;
-- refuse: through search_path
SET LOCAL search_path = theirs;
CREATE TABLE extra (i int);
-- refuse: default privileges
ALTER DEFAULT PRIVILEGES IN SCHEMA theirs GRANT SELECT ON TABLES TO PUBLIC;
-- refuse: CREATE PUBLICATION
CREATE PUBLICATION spy FOR TABLE datasets;
-- refuse: a publication of their schema
CREATE PUBLICATION spy FOR TABLES IN SCHEMA theirs;
-- refuse: ALTER PUBLICATION
ALTER PUBLICATION own_pub SET (publish = 'insert');
-- refuse: their table into one's own publication
ALTER PUBLICATION mine_pub ADD TABLE datasets;
-- refuse: DROP PUBLICATION
DROP PUBLICATION own_pub;
-- refuse: RENAME of a publication
ALTER PUBLICATION own_pub RENAME TO p;
-- refuse: an extension
ALTER EXTENSION citext ADD TABLE mine;
-- refuse [server refuses]: an extension's version
ALTER EXTENSION citext UPDATE TO '999';
-- refuse: DROP EXTENSION
DROP EXTENSION citext CASCADE;
-- refuse [server refuses]: SECURITY LABEL
SECURITY LABEL ON TABLE datasets IS 'x';
-- guard refuses [server refuses]: DEPENDS ON EXTENSION
ALTER INDEX datasets_name DEPENDS ON EXTENSION nothing;
-- refuse: a function that depends on an extension
ALTER FUNCTION own_fn DEPENDS ON EXTENSION citext;
-- refuse: of what is shared to write
ALTER TABLE open_write ADD COLUMN x int;
-- refuse: of what is shared to read
COMMENT ON TABLE open_read IS 'x';

-- ## look-alikes

-- allow: what is shared to alter
ALTER TABLE open_alter ADD COLUMN x int;
CREATE INDEX open_i ON open_alter (x);
COMMENT ON TABLE open_alter IS 'x';
GRANT SELECT ON open_alter TO PUBLIC;
TRUNCATE open_alter;
-- refuse [unseen: The name of what is shared to alter]: but not the name of it
ALTER TABLE open_alter RENAME TO captured;
-- allow: one's own table
ALTER TABLE mine ADD COLUMN "notes" int, ADD CONSTRAINT datasets_named CHECK (id > 0), ALTER t SET DEFAULT 'notes';
ALTER TABLE mine RENAME COLUMN "notes" TO events;
ALTER TABLE mine RENAME CONSTRAINT datasets_named TO positive;
LOCK TABLE mine;
TRUNCATE kin;
-- allow: a table of the same name in another schema
ALTER TABLE side.datasets ADD COLUMN x int;
DROP TABLE side.datasets;
-- allow: quotes keep the case
DROP TABLE "Datasets", "DATASETS";
-- allow: a longer name
ALTER TABLE datasets_old RENAME TO datasets_older;
-- allow: a temporary table hides theirs
CREATE TEMP TABLE notes (i int);
ALTER TABLE notes ADD COLUMN j int;
DROP TABLE notes;
-- allow: a new table called like their column or index
CREATE TABLE body (n int);
-- allow: an index of one's own
CREATE INDEX ON mine (lower(t));
DROP INDEX mine_t;
-- allow: a trigger, policy and rule called like theirs
CREATE TRIGGER datasets_trg BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION mine_trg();
CREATE POLICY visible ON mine USING (true);
CREATE RULE quiet AS ON DELETE TO kin WHERE false DO INSTEAD NOTHING;
-- allow: statistics, a view, a comment that tells of theirs
CREATE STATISTICS s2 ON id, datasets FROM mine;
COMMENT ON TABLE mine IS 'DROP TABLE datasets; see datasets';
-- allow: one's own views
CREATE OR REPLACE VIEW mine_view AS SELECT id, t FROM mine;
REFRESH MATERIALIZED VIEW mine_totals;
DROP MATERIALIZED VIEW mine_totals;
-- allow: one's own sequences
ALTER SEQUENCE mine_counter INCREMENT 2;
ALTER SEQUENCE mine_counter OWNED BY mine.id;
DROP SEQUENCE side.counter;
-- allow: one's own types
ALTER TYPE shade ADD VALUE 'calm';
ALTER TYPE shade RENAME TO mood2;
ALTER TYPE side.mood RENAME VALUE 'other' TO 'calm';
ALTER DOMAIN short SET DEFAULT 'datasets';
-- allow: a type with a label like their name
CREATE TYPE labels AS ENUM ('datasets', 'notes');
-- allow: one's own functions
CREATE OR REPLACE FUNCTION mine_fn(i int DEFAULT 1) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 2; END $$;
ALTER FUNCTION mine_fn COST 7;
CREATE FUNCTION mine_fn(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION side.own_fn;
GRANT EXECUTE ON PROCEDURE mine_proc TO PUBLIC;
-- guard allows: a function with arguments called like theirs, whose RETURN NEXT libpg_query does not read
CREATE FUNCTION args(datasets int, notes text DEFAULT 'events') RETURNS TABLE (names text) LANGUAGE plpgsql AS $$ BEGIN names := notes; RETURN NEXT; END $$;
-- allow: one's own partitions
CREATE TABLE part_2021 PARTITION OF part FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
ALTER TABLE part DETACH PARTITION part_2020;
ALTER TABLE part ATTACH PARTITION part_spare FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- allow: one's own schema and what is in it
CREATE TABLE side.notes (i int);
-- allow: one's own schema, by a name of theirs
ALTER SCHEMA side RENAME TO datasets;
-- allow: GRANT on all of one's own schema
GRANT SELECT ON ALL TABLES IN SCHEMA side TO PUBLIC;
-- allow: default privileges in one's own schema
ALTER DEFAULT PRIVILEGES IN SCHEMA side GRANT SELECT ON TABLES TO PUBLIC;
-- allow: one's own publication
ALTER PUBLICATION mine_pub ADD TABLE mine;
-- allow: one's own collation, operator, configuration
ALTER COLLATION mine_coll RENAME TO datasets;
ALTER OPERATOR ==== (int, int) SET (RESTRICT = eqsel);
ALTER TEXT SEARCH CONFIGURATION mine_cfg DROP MAPPING FOR word;
DROP OPERATOR ==== (int, int);
-- allow: an extension
CREATE EXTENSION IF NOT EXISTS hstore;
-- allow: DROP of one's own, with what depends on it
DROP TABLE mine CASCADE;
-- allow: ANALYZE, REINDEX, CLUSTER of one's own
ANALYZE mine;
REINDEX TABLE mine;
CLUSTER mine USING mine_pkey;
-- guard allows: dynamic SQL on one's own
DO $$ BEGIN EXECUTE 'ALTER TABLE mi' || 'ne ADD COLUMN z int'; EXECUTE 'GRANT SELECT ON mi' || 'ne TO PUBLIC'; EXECUTE 'ALTER TYPE sha' || 'de RENAME TO tint'; END $$;
-- guard allows: dynamic SQL on what is shared to alter
DO $$ BEGIN EXECUTE 'ALTER TABLE open_' || 'alter ADD COLUMN z int'; END $$;
