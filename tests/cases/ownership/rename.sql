-- Renaming and moving one's own within a step: what the step made, and what was there before.

-- allow: a new table
CREATE TABLE fresh (i int);
ALTER TABLE fresh RENAME TO fresher;
-- allow: a new table in one's own schema
CREATE TABLE side.fresh (i int PRIMARY KEY, n serial);
ALTER TABLE side.fresh RENAME TO fresher;
-- allow: a new table, twice
CREATE TABLE fresh (i int);
ALTER TABLE fresh RENAME TO fresher;
ALTER TABLE fresher RENAME TO freshest;
-- allow: a new table in one's own schema, twice
CREATE TABLE side.fresh (i int);
ALTER TABLE side.fresh RENAME TO fresher;
ALTER TABLE side.fresher RENAME TO freshest;
-- allow: a new table into one's own schema
CREATE TABLE fresh (i int);
ALTER TABLE fresh SET SCHEMA side;
-- allow: a new table out of one's own schema
CREATE TABLE side.fresh (i int);
ALTER TABLE side.fresh SET SCHEMA public;
-- allow: a new table, renamed and moved
CREATE TABLE fresh (i int);
ALTER TABLE fresh RENAME TO fresher;
ALTER TABLE fresher SET SCHEMA side;
ALTER TABLE side.fresher RENAME TO freshest;
-- allow: a new table, moved and back
CREATE TABLE fresh (i int);
ALTER TABLE fresh SET SCHEMA side;
ALTER TABLE side.fresh SET SCHEMA public;
-- allow: a new table of a new schema that is renamed
CREATE SCHEMA hall;
CREATE TABLE hall.fresh (i int);
ALTER TABLE hall.fresh RENAME TO fresher;
ALTER SCHEMA hall RENAME TO room;
-- allow: a new table and its index, sequence and constraint
CREATE TABLE side.fresh (i serial PRIMARY KEY, n int CONSTRAINT fresh_check CHECK (n > 0));
CREATE INDEX fresh_n ON side.fresh (n);
ALTER INDEX side.fresh_n RENAME TO fresher_n;
ALTER INDEX side.fresh_pkey RENAME TO fresher_pkey;
ALTER SEQUENCE side.fresh_i_seq RENAME TO fresher_i_seq;
ALTER TABLE side.fresh RENAME CONSTRAINT fresh_check TO fresher_check;
ALTER TABLE side.fresh RENAME TO fresher;
-- allow: new ones of other kinds
CREATE SEQUENCE side.fresh_sequence;
ALTER SEQUENCE side.fresh_sequence RENAME TO fresher_sequence;
CREATE VIEW side.fresh_view AS SELECT 1 AS one;
ALTER VIEW side.fresh_view RENAME TO fresher_view;
CREATE MATERIALIZED VIEW side.fresh_totals AS SELECT 1 AS one;
ALTER MATERIALIZED VIEW side.fresh_totals RENAME TO fresher_totals;
CREATE TYPE side.fresh_type AS ENUM ('a');
ALTER TYPE side.fresh_type RENAME TO fresher_type;
CREATE TYPE side.fresh_pair AS (a int);
ALTER TYPE side.fresh_pair RENAME TO fresher_pair;
CREATE DOMAIN side.fresh_domain AS int;
ALTER DOMAIN side.fresh_domain RENAME TO fresher_domain;
CREATE FUNCTION side.fresh_fn() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION side.fresh_fn() RENAME TO fresher_fn;
CREATE STATISTICS side.fresh_stat ON id, n FROM side.datasets;
ALTER STATISTICS side.fresh_stat RENAME TO fresher_stat;
CREATE COLLATION side.fresh_coll FROM "C";
ALTER COLLATION side.fresh_coll RENAME TO fresher_coll;
-- allow: new ones of other kinds, moved
CREATE SEQUENCE fresh_sequence;
ALTER SEQUENCE fresh_sequence SET SCHEMA side;
CREATE VIEW fresh_view AS SELECT 1 AS one;
ALTER VIEW fresh_view SET SCHEMA side;
CREATE TYPE fresh_type AS ENUM ('a');
ALTER TYPE fresh_type SET SCHEMA side;
CREATE DOMAIN fresh_domain AS int;
ALTER DOMAIN fresh_domain SET SCHEMA side;
CREATE FUNCTION fresh_fn() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION fresh_fn() SET SCHEMA side;
CREATE STATISTICS fresh_stat ON id, t FROM mine;
ALTER STATISTICS fresh_stat SET SCHEMA side;
CREATE COLLATION fresh_coll FROM "C";
ALTER COLLATION fresh_coll SET SCHEMA side;
-- allow: with search_path
SET LOCAL search_path = side;
CREATE TABLE fresh (i int);
ALTER TABLE fresh RENAME TO fresher;
ALTER TABLE fresher SET SCHEMA public;
-- allow: found along the search_path
SET LOCAL search_path = public, side;
CREATE TABLE side.fresh (i int);
ALTER TABLE fresh RENAME TO fresher;
ALTER TABLE fresher RENAME TO freshest;
CREATE FUNCTION side.fresh_fn() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION fresh_fn() RENAME TO fresher_fn;
-- allow: one's own schema, and what is new in it
CREATE TABLE side.fresh (i int);
ALTER SCHEMA side RENAME TO room;
ALTER TABLE room.fresh RENAME TO fresher;
CREATE FUNCTION room.fresh_fn() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- allow: two of one's own change names
ALTER TABLE mine RENAME TO waiting;
ALTER TABLE parent RENAME TO mine;
ALTER TABLE waiting RENAME TO parent;
ALTER TABLE mine ADD COLUMN x int;
-- allow: a new table takes an own one's place
CREATE TABLE mixed_new (key int PRIMARY KEY);
INSERT INTO mixed_new SELECT key FROM mixed;
ALTER TABLE mixed RENAME TO mixed_old;
ALTER TABLE mixed_new RENAME TO mixed;
DROP TABLE mixed_old;
-- allow: one's own, renamed and moved
ALTER TABLE parent RENAME TO forebear;
ALTER TABLE forebear SET SCHEMA side;
ALTER SEQUENCE side.counter RENAME TO counted;
ALTER SEQUENCE side.counted SET SCHEMA public;
-- allow: a partition that is made and renamed
CREATE TABLE part_2030 PARTITION OF part FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
ALTER TABLE part_2030 RENAME TO part_later;
ALTER TABLE part DETACH PARTITION part_later;
ALTER TABLE part_later RENAME TO part_apart;
-- allow: a table that comes and goes under two names
CREATE TABLE side.fresh (i int);
ALTER TABLE side.fresh RENAME TO fresher;
DROP TABLE side.fresher;
-- refuse [no trace; server refuses]: a new table under a name of theirs
CREATE TABLE side.fresh (i int);
ALTER TABLE side.fresh RENAME TO plans;
ALTER TABLE side.plans SET SCHEMA theirs;
-- refuse: theirs under a name of one's own, and away
ALTER TABLE notes RENAME TO fresh;
ALTER TABLE fresh SET SCHEMA side;
-- guard refuses: theirs takes the name of a new table
CREATE TABLE side.fresh (i int);
ALTER TABLE side.fresh RENAME TO fresher;
DO $$ BEGIN EXECUTE 'ALTER TABLE no' || 'tes SET SCHEMA side'; EXECUTE 'ALTER TABLE side.no' || 'tes RENAME TO fresh'; END $$;
