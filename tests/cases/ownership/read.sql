-- Reading what another service has: SELECT and all that is one, views over it, LIKE.

-- refuse: a table
SELECT * FROM datasets;
-- refuse: with its schema
SELECT count(*) FROM public.datasets;
-- refuse: a table of a schema of theirs
SELECT t FROM theirs.plans;
-- refuse: unquoted letters are folded
SELECT * FROM DataSets;
-- refuse: quotes around the same name
SELECT * FROM "datasets";
-- refuse: quotes keep the case
SELECT "Key" FROM "Mixed";
-- refuse: a Unicode escape
SELECT * FROM U&"d\0061tasets";
-- refuse: an alias hides nothing
SELECT mine.id FROM datasets AS mine;
-- refuse: TABLE
TABLE datasets;
-- refuse: ONLY
SELECT * FROM ONLY base;
-- refuse: a sample
SELECT * FROM datasets TABLESAMPLE system (100);
-- refuse: a view
SELECT * FROM names;
-- refuse: a materialized view
SELECT * FROM totals;
-- refuse: a partition
SELECT * FROM events_2020;
-- refuse: a sequence as a table
SELECT last_value FROM counter;
-- refuse: in a join
SELECT mine.id FROM mine LEFT JOIN datasets USING (id);
-- refuse: in a subquery of WHERE
SELECT id FROM mine WHERE EXISTS (SELECT 1 FROM datasets d WHERE d.id = mine.id);
-- refuse: in a scalar subquery
SELECT (SELECT max(id) FROM datasets);
-- refuse: in an ARRAY
SELECT ARRAY(SELECT id FROM datasets);
-- refuse: in ORDER BY
SELECT id FROM mine ORDER BY (SELECT count(*) FROM datasets);
-- refuse: in LIMIT
SELECT id FROM mine LIMIT (SELECT count(*) FROM datasets);
-- refuse: in a FILTER
SELECT count(*) FILTER (WHERE id IN (SELECT id FROM datasets)) FROM mine;
-- refuse: in a LATERAL
SELECT m.id FROM mine m, LATERAL (SELECT 1 FROM datasets d WHERE d.id = m.id) x;
-- refuse: in VALUES
VALUES ((SELECT count(*) FROM datasets));
-- refuse: on one side of UNION
SELECT id FROM mine UNION ALL SELECT id FROM datasets;
-- refuse: on one side of EXCEPT
(SELECT id FROM mine) EXCEPT SELECT id FROM datasets;
-- refuse: in WITH
WITH w AS (SELECT id FROM datasets) SELECT * FROM w;
-- refuse: a WITH query cannot hide the table in its own body
WITH datasets AS (SELECT * FROM datasets) SELECT * FROM datasets;
-- refuse: a name of WITH hides no name with a schema
WITH datasets AS (SELECT 1) SELECT * FROM public.datasets;
-- refuse: a name of WITH is not known outside
SELECT * FROM (WITH datasets AS (SELECT 1 AS id) SELECT id FROM datasets) x, datasets;
-- refuse: a name of WITH is not known before it
WITH a AS (SELECT * FROM datasets), datasets AS (SELECT 1) SELECT * FROM a;
-- refuse: INSERT ... SELECT
INSERT INTO mine (id) SELECT id + 100 FROM datasets;
-- refuse: UPDATE ... FROM
UPDATE mine SET t = d.name FROM datasets d WHERE d.id = mine.id;
-- refuse: DELETE ... USING
DELETE FROM mine USING datasets d WHERE d.id = mine.id;
-- refuse: MERGE ... USING
MERGE INTO mine USING datasets d ON d.id = mine.id WHEN MATCHED THEN UPDATE SET t = d.name;
-- refuse: RETURNING
INSERT INTO mine VALUES (7, 'z') RETURNING (SELECT count(*) FROM datasets);
-- refuse: ON CONFLICT
INSERT INTO mine VALUES (1, 'z') ON CONFLICT (id) DO UPDATE SET t = (SELECT max(name) FROM datasets);
-- refuse: CREATE TABLE AS
CREATE TABLE copy_of AS SELECT * FROM datasets;
-- refuse: SELECT INTO
SELECT * INTO copy_of FROM datasets;
-- refuse: a temporary copy is a copy
CREATE TEMP TABLE copy_of AS TABLE datasets;
-- refuse: CREATE VIEW
CREATE VIEW spy AS SELECT name FROM datasets;
-- refuse: CREATE RECURSIVE VIEW
CREATE RECURSIVE VIEW spy (n) AS SELECT id::bigint FROM datasets UNION ALL SELECT n + 1 FROM spy WHERE n < 1;
-- refuse: CREATE MATERIALIZED VIEW
CREATE MATERIALIZED VIEW spy AS SELECT name FROM datasets WITH NO DATA;
-- refuse: LIKE
CREATE TABLE copy_of (LIKE datasets INCLUDING ALL);
-- refuse: DECLARE CURSOR
DECLARE c CURSOR FOR SELECT * FROM datasets;
-- refuse: EXPLAIN
EXPLAIN SELECT * FROM datasets;
-- refuse: EXPLAIN ANALYZE
EXPLAIN (ANALYZE, COSTS off) SELECT * FROM datasets;
-- refuse: PREPARE
PREPARE spy AS SELECT * FROM datasets;
-- refuse: DO
DO $$ BEGIN PERFORM 1 FROM datasets; END $$;
-- refuse: DO, an expression of PL/pgSQL
DO $$ DECLARE n int := (SELECT count(*) FROM datasets); BEGIN END $$;
-- refuse: DO, a loop
DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM datasets LOOP NULL; END LOOP; END $$;
-- refuse: DO, a condition
DO $$ BEGIN IF EXISTS (SELECT 1 FROM datasets) THEN NULL; END IF; END $$;
-- guard refuses: DO, a cursor, which libpg_query does not read
DO $$ DECLARE c refcursor; BEGIN OPEN c FOR SELECT * FROM datasets; END $$;
-- refuse: DO, constant EXECUTE
DO $$ BEGIN EXECUTE 'SELECT count(*) FROM datasets'; END $$;
-- refuse [proof: SELECT spy()]: the body of an SQL function
CREATE FUNCTION spy() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM datasets';
-- refuse [proof: SELECT spy()]: a body in BEGIN ATOMIC
CREATE FUNCTION spy() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM datasets; END;
-- refuse [proof: SELECT spy()]: RETURN
CREATE FUNCTION spy() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM datasets);
-- refuse [proof: SELECT spy(); unseen: The body of a function that nobody calls yet]: the body of a PL/pgSQL function
CREATE FUNCTION spy() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM datasets); END $$;
-- refuse [proof: SELECT spy(); unseen: The body of a function that nobody calls yet]: a function's own search_path
CREATE FUNCTION spy() RETURNS bigint LANGUAGE plpgsql SET search_path = theirs AS $$ BEGIN RETURN (SELECT count(*) FROM mine); END $$;
-- refuse: SET LOCAL search_path is followed
SET LOCAL search_path = theirs;
SELECT * FROM mine;
-- refuse [no trace; unseen: Names and sizes that are looked up]: 'name'::regclass
SELECT pg_relation_size('datasets'::regclass);
-- refuse [no trace; unseen: Names and sizes that are looked up]: regclass alone
SELECT 'public.datasets'::regclass;
-- refuse [no trace; unseen: Names and sizes that are looked up]: a cast in other words
SELECT CAST('datasets' AS regclass);
-- refuse [no trace; unseen: Names and sizes that are looked up]: a value of their type
SELECT 'calm'::mood;
-- refuse [no trace; unseen: Names and sizes that are looked up]: a row of their table's type
SELECT NULL::datasets;
-- refuse [no trace; unseen: Names and sizes that are looked up]: a collation
SELECT 'a' < 'b' COLLATE own_coll;
-- refuse [unseen: A function or operator that is only called]: a function
SELECT own_fn(1);
-- refuse [unseen: A function or operator that is only called]: a function of a schema of theirs
SELECT theirs.helper();
-- refuse [unseen: A function or operator that is only called]: a function in FROM
SELECT * FROM own_fn(1) AS f;
-- refuse [no trace; unseen: A function or operator that is only called]: an aggregate
SELECT own_agg(id) FROM mine;
-- refuse [unseen: A function or operator that is only called]: an operator
SELECT id === 1 FROM mine;
-- refuse [unseen: A function or operator that is only called]: an operator with its schema
SELECT id OPERATOR(public.===) 1 FROM mine;
-- refuse [unseen: A function or operator that is only called]: a procedure
CALL own_proc();
-- refuse [server refuses]: currval of their sequence
SELECT currval('counter');
-- guard refuses: dynamic SQL
DO $$ BEGIN EXECUTE 'SELECT count(*) FROM data' || 'sets'; END $$;
-- guard refuses: dynamic SQL by format()
DO $$ BEGIN EXECUTE format('SELECT count(*) FROM %I', 'datasets'); END $$;
-- guard refuses: a dynamic cursor
DO $$ DECLARE c refcursor; BEGIN OPEN c FOR EXECUTE 'SELECT * FROM data' || 'sets'; END $$;
-- guard refuses: a dynamic loop
DO $$ DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT * FROM ' || quote_ident('datasets') LOOP NULL; END LOOP; END $$;
-- guard refuses: XML of a query
SELECT query_to_xml('SELECT * FROM datasets', false, false, '');
-- guard refuses: XML of a table
SELECT table_to_xml('datasets', false, false, '');
-- guard refuses: words of a query
SELECT * FROM ts_stat('SELECT to_tsvector(name) FROM datasets');
-- guard refuses: a rewritten text search query
SELECT ts_rewrite('a'::tsquery, 'SELECT ''a''::tsquery, ''b''::tsquery FROM datasets');
-- guard refuses: a table found by its OID
DO $$ DECLARE n text; BEGIN SELECT relname INTO n FROM pg_class WHERE relname LIKE 'datase_s'; EXECUTE 'SELECT 1 FROM ' || n; END $$;

-- allow: a shared table
SELECT * FROM open_read;
-- allow: a view over a shared table
CREATE VIEW seen AS SELECT v FROM open_read;
-- allow: a shared view, whose table is not shared
SELECT * FROM open_view;
-- allow: a copy of a shared table
CREATE TABLE copy_of AS SELECT * FROM open_read;
-- allow: LIKE a shared table
CREATE TABLE copy_of (LIKE open_read INCLUDING ALL);
-- allow: a share to write implies read
SELECT * FROM open_write;
-- allow: a share to alter implies all
SELECT * FROM open_alter;
-- refuse: a share to reference does not imply read
SELECT * FROM open_reference;
-- refuse: nor for the table below a shared view
SELECT * FROM open_hidden;
-- allow: one's own
SELECT m.id, t FROM mine m WHERE id > 0;
-- allow: a name of WITH
WITH datasets AS (SELECT 1 AS id) SELECT * FROM datasets;
-- allow: a name of WITH RECURSIVE
WITH RECURSIVE datasets AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM datasets WHERE id < 3) SELECT * FROM datasets;
-- allow: a name of WITH in a subquery
WITH datasets AS (SELECT 1 AS id) SELECT id FROM mine WHERE id IN (SELECT id FROM datasets);
-- allow: a name of WITH in DML
WITH datasets AS (SELECT 5 AS id) INSERT INTO mine (id) SELECT id FROM datasets;
-- allow: a later name of WITH sees an earlier one
WITH datasets AS (SELECT 1 AS id), names AS (SELECT id FROM datasets) SELECT * FROM names;
-- allow: an alias
SELECT datasets.id FROM mine AS datasets;
-- allow: an alias of a subquery
SELECT datasets.x FROM (SELECT 1 AS x) AS datasets;
-- allow: an alias of a function
SELECT datasets FROM generate_series(1, 2) AS datasets;
-- allow: a column
SELECT datasets, mine.datasets FROM mine;
-- allow: an output column
SELECT 1 AS datasets, 2 AS "names";
-- allow: a string
SELECT 'datasets', 'SELECT * FROM datasets', E'DROP TABLE datasets;';
-- allow: a dollar string
SELECT $q$DELETE FROM datasets;$q$;
-- allow: a line comment
SELECT 1 -- FROM datasets
;
-- allow: a block comment
SELECT /* * FROM datasets /* nested */ */ 1;
-- allow: another schema
SELECT * FROM side.datasets;
-- allow: the other schema first in the path
SET LOCAL search_path = side, public;
SELECT * FROM datasets;
-- allow: quotes keep the case
SELECT * FROM "Datasets" JOIN "DATASETS" USING (id);
-- allow: without quotes another table than with them
SELECT key FROM mixed;
-- allow: a longer name
SELECT * FROM datasets_old;
-- allow: a temporary table hides theirs
CREATE TEMP TABLE datasets (id int);
SELECT * FROM datasets;
-- allow: pg_temp by name
CREATE TABLE pg_temp.names (id int);
SELECT * FROM names;
-- allow: a window
SELECT count(*) OVER datasets FROM mine WINDOW datasets AS (PARTITION BY t);
-- allow: a parameter of PREPARE and its name
PREPARE datasets (int) AS SELECT * FROM mine WHERE id = $1;
EXECUTE datasets(1);
-- allow: a cursor's name
DECLARE datasets CURSOR FOR SELECT * FROM mine;
FETCH 1 FROM datasets;
CLOSE datasets;
-- allow: a savepoint's name
SAVEPOINT datasets;
RELEASE datasets;
-- allow: PostgreSQL's own catalogue
SELECT relname FROM pg_class, information_schema.tables, pg_catalog.pg_type WHERE relname = 'datasets';
-- allow: a variable of PL/pgSQL
DO $$ DECLARE datasets int := 1; BEGIN datasets := datasets + 1; RAISE NOTICE 'datasets %', datasets; END $$;
-- allow: a label of PL/pgSQL
DO $$ <<datasets>> BEGIN PERFORM 1 FROM mine; END $$;
-- allow: constant EXECUTE of one's own
DO $$ BEGIN EXECUTE 'SELECT count(*) FROM mine'; END $$;
-- allow: a value of one's own type
SELECT 'dark'::shade, NULL::mine, '{}'::point2[];
-- allow: a type of the same name in another schema
SELECT 'other'::side.mood;
-- allow: one's own collation and PostgreSQL's
SELECT 'a' COLLATE mine_coll < 'b', 'a' COLLATE "C" < 'b';
-- allow: an XML name
SELECT xmlelement(name datasets, 'x');
-- allow: a member of an extension
SELECT 'A'::citext::text;
-- allow: a JSON key
SELECT '{"datasets": 1}'::jsonb -> 'datasets';
-- allow: SHOW and FETCH touch nothing
SHOW search_path;
-- guard allows: one's own function
SELECT mine_fn(1);
-- guard allows: one's own operator
SELECT id ==== 1 FROM mine;
-- guard allows: one's own procedure
CALL mine_proc();
-- guard allows: a shared function
SELECT open_function(1);
-- guard allows: a function of the same name in another schema
SELECT side.own_fn();
-- guard allows: dynamic SQL of one's own
DO $$ BEGIN EXECUTE 'SELECT count(*) FROM mi' || 'ne'; END $$;
-- guard allows: dynamic SQL of what is shared
DO $$ BEGIN EXECUTE 'SELECT count(*) FROM open_' || 'read'; END $$;
-- guard allows: dynamic SQL over a shared view
DO $$ BEGIN EXECUTE 'SELECT count(*) FROM open_' || 'view'; END $$;
-- guard allows: an operator of an extension that a string runs
SELECT query_to_xml('SELECT * FROM mine', false, false, '');
