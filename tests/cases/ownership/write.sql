-- Writing what another service has: rows and the position of a sequence, also through what runs by itself.

-- refuse: INSERT
INSERT INTO datasets (id, name) VALUES (77, 'z');
-- refuse: INSERT of nothing
INSERT INTO datasets SELECT * FROM side.datasets WHERE false;
-- refuse: INSERT DEFAULT VALUES
INSERT INTO base DEFAULT VALUES;
-- refuse: UPDATE
UPDATE datasets SET n = 1;
-- refuse: UPDATE under an alias
UPDATE datasets AS mine SET n = 1;
-- refuse: UPDATE ONLY
UPDATE ONLY base SET x = 2;
-- refuse: DELETE
DELETE FROM notes;
-- refuse: DELETE with quotes
DELETE FROM "Mixed";
-- refuse: MERGE
MERGE INTO datasets d USING mine m ON d.id = m.id WHEN MATCHED THEN UPDATE SET n = 3;
-- refuse: MERGE that inserts
MERGE INTO datasets d USING mine m ON false WHEN NOT MATCHED THEN INSERT (id, name) VALUES (m.id + 90, m.t);
-- refuse: into a schema of theirs
INSERT INTO theirs.plans VALUES (2, 'q');
-- refuse: a table there with the name of one's own
DELETE FROM theirs.mine;
-- refuse: through a view
UPDATE names SET name = 'v' WHERE id = 1;
-- refuse: into a partitioned table
INSERT INTO events VALUES (2, '2020-03-03');
-- refuse: into a partition
DELETE FROM events_2020;
-- refuse: in WITH
WITH gone AS (DELETE FROM notes RETURNING *) SELECT count(*) FROM gone;
-- refuse: in WITH of an INSERT
WITH moved AS (UPDATE datasets SET n = 9 RETURNING id) INSERT INTO mine (id) SELECT 10 + id FROM moved;
-- refuse: a name of WITH does not hide the target
WITH notes AS (SELECT 1) DELETE FROM notes;
-- refuse: ON CONFLICT
INSERT INTO theirs.plans VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET t = 'y';
-- refuse: FOR UPDATE
SELECT * FROM datasets FOR UPDATE;
-- refuse: FOR SHARE
SELECT * FROM datasets FOR SHARE;
-- refuse: FOR KEY SHARE of one of two
SELECT * FROM mine m, datasets d FOR KEY SHARE OF d;
-- refuse: FOR UPDATE in a subquery
SELECT * FROM (SELECT * FROM datasets FOR UPDATE SKIP LOCKED) x;
-- refuse: a cursor for update
DECLARE c CURSOR FOR SELECT * FROM datasets FOR UPDATE;
-- refuse: CREATE TABLE AS ... FOR UPDATE
CREATE TABLE copy_of AS SELECT id FROM open_read FOR UPDATE;
-- refuse: EXPLAIN ANALYZE
EXPLAIN ANALYZE DELETE FROM notes;
-- refuse: PREPARE and EXECUTE
PREPARE p AS DELETE FROM notes;
EXECUTE p;
-- refuse: setval
SELECT setval('counter', 1);
-- refuse: nextval
SELECT nextval('counter');
-- refuse: nextval by regclass
SELECT nextval('public.counter'::regclass);
-- refuse: in upper case
SELECT NEXTVAL('COUNTER');
-- refuse: by pg_catalog
SELECT pg_catalog.setval('counter', 7, false);
-- refuse: a serial's sequence by its own name
SELECT setval('datasets_id_seq', 1);
-- refuse: a serial's sequence by its table
SELECT setval(pg_get_serial_sequence('datasets', 'id'), 1);
-- refuse: in DML
INSERT INTO mine (id) VALUES (nextval('counter'));
-- refuse: in DO
DO $$ BEGIN PERFORM setval('counter', 3); END $$;
-- refuse: in an assignment of PL/pgSQL
DO $$ DECLARE i bigint; BEGIN i := nextval('counter'); END $$;
-- kind: a sequence that only the server knows
SELECT setval(c.oid::regclass, 7) FROM pg_class c WHERE relname = 'counter';
-- kind: a name that is put together
SELECT nextval('coun' || 'ter');
-- refuse: DO
DO $$ BEGIN DELETE FROM notes; END $$;
-- refuse: DO, in a branch that does run
DO $$ BEGIN IF true THEN UPDATE datasets SET n = 4; END IF; END $$;
-- refuse: DO, in an exception handler
DO $$ BEGIN RAISE 'x'; EXCEPTION WHEN OTHERS THEN DELETE FROM notes; END $$;
-- refuse: DO, constant EXECUTE
DO $$ BEGIN EXECUTE 'DELETE FROM notes'; END $$;
-- refuse: DO in DO
DO $$ BEGIN EXECUTE 'DO $x$ BEGIN DELETE FROM notes; END $x$'; END $$;
-- refuse: a comment inside the words
DELETE/**/FROM/* x */notes;
-- refuse [unseen: The body of a function that nobody calls yet; proof: SELECT evil()]: a function's body
CREATE FUNCTION evil() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM notes; END $$;
-- refuse [proof: SELECT evil()]: an SQL function's body, which PostgreSQL reads when it makes it
CREATE FUNCTION evil() RETURNS void LANGUAGE sql AS 'DELETE FROM notes';
-- refuse [proof: CALL evil()]: a procedure's body
CREATE PROCEDURE evil() LANGUAGE sql BEGIN ATOMIC DELETE FROM notes; END;
-- refuse [proof: SELECT evil()]: a body whose search_path is theirs
CREATE FUNCTION evil() RETURNS void LANGUAGE sql SET search_path = theirs AS 'DELETE FROM mine';
-- refuse: a body that is called
CREATE FUNCTION evil() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM notes; END $$;
SELECT evil();
-- refuse [proof: INSERT INTO mine VALUES (5, 'q')]: a rule's action
CREATE RULE evil AS ON INSERT TO mine DO ALSO DELETE FROM notes;
-- refuse [proof: INSERT INTO mine VALUES (5, 'q'); unseen: The body of a function that nobody calls yet]: a trigger's function
CREATE FUNCTION evil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM notes; RETURN NULL; END $$;
CREATE TRIGGER evil AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION evil();
-- refuse: of what is shared to read
UPDATE open_read SET v = 'x';
-- refuse: of what is shared to reference
DELETE FROM open_reference WHERE id = 2;
-- refuse: through a view that is shared to read
UPDATE open_view SET v = 'x';
-- guard refuses: dynamic SQL
DO $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; END $$;
-- guard refuses: dynamic SQL with format()
DO $$ BEGIN EXECUTE format('UPDATE %s SET n = 0', 'datasets'); END $$;
-- guard refuses: dynamic SQL in a savepoint
DO $$ BEGIN BEGIN EXECUTE 'DELETE FROM no' || 'tes'; END; BEGIN RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END; END $$;
-- guard refuses: dynamic SQL under another search_path is still theirs
SET LOCAL search_path = side, public;
DO $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; END $$;
-- guard refuses: a function with dynamic SQL
CREATE FUNCTION evil() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; END $$;
SELECT evil();
-- guard refuses: a trigger with dynamic SQL
CREATE FUNCTION evil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; RETURN NULL; END $$;
CREATE TRIGGER evil AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION evil();
INSERT INTO mine VALUES (5, 'q');
-- guard refuses: a deferred trigger with dynamic SQL
CREATE FUNCTION evil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER evil AFTER INSERT ON mine DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION evil();
INSERT INTO mine VALUES (5, 'q');
-- guard refuses: a default with dynamic SQL
CREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; RETURN 1; END $$;
ALTER TABLE mine ALTER COLUMN datasets SET DEFAULT evil();
INSERT INTO mine (id) VALUES (6);
-- guard refuses: an operator with dynamic SQL
CREATE FUNCTION evil(a int, b int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; RETURN 1; END $$;
CREATE OPERATOR =~= (LEFTARG = int, RIGHTARG = int, FUNCTION = evil);
SELECT 1 =~= 2;
-- guard refuses: a column that is a function of the row
CREATE FUNCTION evil(m mine) RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; RETURN 1; END $$;
SELECT m.evil FROM mine m;
-- guard refuses: an index over a function with dynamic SQL
CREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM public.no' || 'tes'; RETURN 1; END $$;
CREATE FUNCTION calm(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN public.evil(); END $$;
CREATE INDEX evil_i ON mine (calm(id));
-- guard refuses: a check with dynamic SQL
CREATE FUNCTION evil(i int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM no' || 'tes'; RETURN true; END $$;
ALTER TABLE mine ADD CHECK (evil(id));
-- guard refuses: setval in dynamic SQL, whatever the sequence is by then
DO $$ BEGIN EXECUTE 'SELECT setval(''coun' || 'ter'', 5)'; END $$;

-- allow: INSERT, UPDATE, DELETE, MERGE of what is shared
INSERT INTO open_write VALUES (2, 'b');
UPDATE open_write SET v = 'c' WHERE id = 2;
MERGE INTO open_write o USING mine m ON o.id = m.id WHEN MATCHED THEN DELETE;
SELECT * FROM open_write FOR UPDATE;
-- allow: what is shared to alter
DELETE FROM open_alter;
-- allow: a shared sequence
SELECT nextval('open_sequence'), setval('open_sequence', 10);
-- allow: one's own rows
INSERT INTO mine (id, t, datasets) VALUES (9, 'datasets', 3);
UPDATE mine SET datasets = 4 WHERE t = 'DELETE FROM datasets';
DELETE FROM mine WHERE id = 9;
-- allow: one's own sequences
SELECT nextval('mine_counter'), setval('side.counter', 3), nextval('side."counter"');
-- allow: a sequence of the same name in another schema
SET LOCAL search_path = side, public;
SELECT nextval('counter');
-- allow: a serial's sequence by its table
CREATE TABLE numbered (id serial PRIMARY KEY);
SELECT setval(pg_get_serial_sequence('numbered', 'id'), 5), nextval('numbered_id_seq');
-- allow: the other table of the same name
DELETE FROM side.datasets;
-- allow: quotes keep the case
DELETE FROM "Datasets";
INSERT INTO "DATASETS" VALUES (1, 'x');
-- allow: a temporary table
CREATE TEMP TABLE notes (id int);
INSERT INTO notes VALUES (1);
DELETE FROM notes;
-- allow: a temporary table of SELECT INTO
SELECT 1 AS id INTO TEMP datasets;
UPDATE datasets SET id = 2;
-- allow: through one's own view
UPDATE mine_view SET t = 'v' WHERE id = 1;
-- allow: into a partition of one's own
INSERT INTO part VALUES (1, '2020-05-05');
-- allow: a rule of one's own
CREATE RULE also AS ON INSERT TO kin DO ALSO INSERT INTO mine (id, t) VALUES (new.id + 50, 'r');
INSERT INTO kin VALUES (3, 1);
-- allow: FOR UPDATE of one of two
SELECT m.id FROM mine m, open_read r FOR UPDATE OF m;
-- allow: an alias called like their table
UPDATE mine AS datasets SET t = datasets.t WHERE datasets.id = 1;
-- allow: WITH called like their table
WITH datasets AS (DELETE FROM mine WHERE id = 2 RETURNING *) INSERT INTO mine (id) SELECT id + 70 FROM datasets;
-- allow: a function's body of one's own
CREATE FUNCTION good() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM mine WHERE t = 'notes'; END $$;
-- allow: a body whose search_path is one's own schema
CREATE FUNCTION good() RETURNS void LANGUAGE plpgsql SET search_path = side AS $$ BEGIN DELETE FROM datasets; END $$;
-- allow: a string that would delete
INSERT INTO mine (id, t) VALUES (8, 'DELETE FROM notes');
-- allow: SET LOCAL of what nobody relies on
SET LOCAL work_mem = '8MB';
SELECT set_config('app.service', 'att', true);
-- guard allows: a trigger of one's own
CREATE FUNCTION good() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM ki' || 'n'; RETURN NULL; END $$;
CREATE TRIGGER good AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION good();
INSERT INTO mine VALUES (5, 'q');
-- guard allows: dynamic SQL of one's own
DO $$ BEGIN EXECUTE 'DELETE FROM mi' || 'ne'; END $$;
-- guard allows: dynamic SQL of what is shared
DO $$ BEGIN EXECUTE 'UPDATE open_' || 'write SET v = ''d'''; END $$;
-- guard allows: what a savepoint took back
DO $$ BEGIN BEGIN EXECUTE 'UPDATE mi' || 'ne SET t = ''q'''; RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END; END $$;
