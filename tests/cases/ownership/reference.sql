-- Referring to what another service has: foreign keys, its types, functions, sequences and collations in one's own definitions.

-- refuse: a foreign key of a column
CREATE TABLE follower (id int, d bigint REFERENCES datasets);
-- refuse: a foreign key of a table
CREATE TABLE follower (id int, d bigint, FOREIGN KEY (d) REFERENCES public.datasets (id));
-- refuse: ADD COLUMN with one
ALTER TABLE mine ADD COLUMN d bigint REFERENCES datasets;
-- refuse: ADD CONSTRAINT
ALTER TABLE mine ADD CONSTRAINT mine_d FOREIGN KEY (dataset) REFERENCES datasets;
-- refuse: NOT VALID is one too
ALTER TABLE mine ADD CONSTRAINT mine_d FOREIGN KEY (dataset) REFERENCES datasets NOT VALID;
-- refuse: with an action
CREATE TABLE follower (id int, d bigint REFERENCES datasets ON DELETE CASCADE);
-- refuse: to a table of a schema of theirs
CREATE TABLE follower (id int, p int REFERENCES theirs.plans);
-- refuse: to a table that is shared to read only
CREATE TABLE follower (id int, p int REFERENCES open_read);
-- refuse: inside CREATE SCHEMA
CREATE SCHEMA nest CREATE TABLE follower (id int, d bigint REFERENCES public.datasets);
-- refuse: in a temporary way nothing is lighter
ALTER TABLE mine ADD COLUMN e bigint CONSTRAINT e_ref REFERENCES datasets DEFERRABLE INITIALLY DEFERRED;
-- refuse: a constraint trigger from their table
CREATE CONSTRAINT TRIGGER watch AFTER INSERT ON mine FROM datasets FOR EACH ROW EXECUTE FUNCTION mine_trg();
-- refuse: a column of their enum
CREATE TABLE moody (m mood);
-- refuse: an array of their enum
CREATE TABLE moody (m mood[]);
-- refuse: a column of their domain
ALTER TABLE mine ADD COLUMN p posint;
-- refuse: ALTER COLUMN TYPE
ALTER TABLE mine ALTER COLUMN datasets TYPE posint;
-- refuse: a column of their composite type
CREATE TABLE pairs (p pair);
-- refuse: a column of their table's row type
CREATE TABLE rows_of (d datasets);
-- refuse: CREATE TABLE OF
CREATE TABLE pairs OF pair;
-- refuse: ALTER TABLE OF
CREATE TABLE pairs (a int, b text);
ALTER TABLE pairs OF pair;
-- refuse: a domain over theirs
CREATE DOMAIN tiny AS posint CHECK (VALUE < 10);
-- refuse: a composite type with theirs
CREATE TYPE bigger AS (m mood, n int);
-- refuse: an attribute of their type
ALTER TYPE point2 ADD ATTRIBUTE m mood;
-- refuse: a range over their domain
CREATE TYPE posrange AS RANGE (SUBTYPE = posint);
-- refuse: an argument of their type
CREATE FUNCTION feel(m mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refuse: a result of their type
CREATE FUNCTION feel() RETURNS SETOF mood LANGUAGE plpgsql AS $$ BEGIN END $$;
-- refuse: an aggregate of their type
CREATE AGGREGATE moods (mood) (SFUNC = array_append, STYPE = mood[]);
-- refuse: an aggregate by their function
CREATE FUNCTION add2(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE AGGREGATE sums (int) (SFUNC = add2, STYPE = int, FINALFUNC = own_fn);
-- refuse: a default by their function
ALTER TABLE mine ALTER COLUMN datasets SET DEFAULT own_fn(2);
-- refuse: a check by their function
CREATE TABLE checked (i int CHECK (own_fn(i) > 0));
-- refuse: a check by their operator
CREATE TABLE checked (i int CHECK (i === 1));
-- refuse: an index over their function
CREATE INDEX mine_fn_i ON mine (own_fn(id));
-- refuse: a generated column by their function
CREATE TABLE made (i int, j int GENERATED ALWAYS AS (own_fn(i)) STORED);
-- refuse: a policy by their function
CREATE POLICY p2 ON mine USING (own_fn(id) = id);
-- refuse: a view by their function
CREATE VIEW v2 AS SELECT own_fn(id) FROM mine;
-- refuse: a rule by their function
CREATE RULE r2 AS ON INSERT TO kin WHERE own_fn(new.id) = 1 DO ALSO SELECT 1;
-- refuse: a trigger by their function
CREATE TRIGGER t2 BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION own_trg();
-- refuse: a trigger with their function in WHEN
CREATE TRIGGER t2 BEFORE INSERT ON mine FOR EACH ROW WHEN (own_fn(new.id) = 1) EXECUTE FUNCTION mine_trg();
-- refuse: a partition key by their function
CREATE TABLE parts (i int) PARTITION BY RANGE (own_fn(i));
-- refuse: statistics over their function
CREATE STATISTICS s2 ON (own_fn(id)), t FROM mine;
-- refuse: an operator by their function
CREATE OPERATOR =~= (LEFTARG = int, RIGHTARG = int, FUNCTION = own_eq);
-- refuse: a column with their collation
CREATE TABLE texts (t text COLLATE own_coll);
-- refuse: an index with their collation
CREATE INDEX mine_c ON mine (t COLLATE own_coll);
-- refuse: a domain with their collation
CREATE DOMAIN texts AS text COLLATE own_coll;
-- refuse [no trace; unseen: Copies of what has no rows]: a copy of their collation
CREATE COLLATION copy_coll FROM own_coll;
-- refuse [no trace; unseen: Copies of what has no rows]: a copy of their text search configuration
CREATE TEXT SEARCH CONFIGURATION copy_cfg (COPY = public.own_cfg);
-- refuse: a default from their sequence
ALTER TABLE mine ALTER COLUMN datasets SET DEFAULT nextval('counter');
-- refuse: the same by regclass
CREATE TABLE numbered (i bigint DEFAULT nextval('public.counter'::regclass));
-- guard refuses: a foreign key by dynamic SQL
DO $$ BEGIN EXECUTE 'ALTER TABLE mine ADD FOREIGN KEY (dataset) REFERENCES data' || 'sets'; END $$;

-- allow: a foreign key to a table that is shared for it
CREATE TABLE follower (id int, o int REFERENCES open_reference);
-- allow: the same later and not valid, then valid
ALTER TABLE mine ADD CONSTRAINT mine_o FOREIGN KEY (datasets) REFERENCES open_reference NOT VALID;
ALTER TABLE mine VALIDATE CONSTRAINT mine_o;
-- allow: dropping one's own foreign key
ALTER TABLE child DROP CONSTRAINT child_open;
-- allow: dropping one's own table with it
DROP TABLE child;
-- allow: rows through it
INSERT INTO child VALUES (2, 2);
-- allow: making it deferrable
ALTER TABLE child ALTER CONSTRAINT child_open DEFERRABLE;
-- allow: a foreign key to one's own
ALTER TABLE mine ADD FOREIGN KEY (datasets) REFERENCES parent NOT VALID;
-- allow: a foreign key to itself
CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree);
-- allow: a shared type
CREATE TABLE typed (t open_type);
-- allow: a shared function in a definition
ALTER TABLE mine ALTER COLUMN datasets SET DEFAULT open_function(1);
-- allow: one's own type, domain, function, collation
CREATE TABLE typed (s shade, p point2, d short, i int DEFAULT mine_fn(1), t text COLLATE mine_coll, CHECK (mine_fn(i) > 0), CHECK (i ==== i));
-- allow: PostgreSQL's own
CREATE TABLE typed (a int[], b numeric(10, 2), c timestamptz DEFAULT now(), d text COLLATE "C" CHECK (length(d) < 9), e daterange);
-- allow: an extension's
CREATE TABLE typed (c citext UNIQUE);
-- allow: a type of the same name in one's own schema
CREATE TABLE typed (m side.mood);
-- allow: a column called like their table
CREATE TABLE typed (datasets int, names text, counter int CHECK (counter > 0));
-- allow: a constraint called like their table
CREATE TABLE typed (i int CONSTRAINT datasets CHECK (i > 0));
-- allow: a default from one's own sequence
CREATE TABLE numbered (i bigint DEFAULT nextval('mine_counter'), j bigint DEFAULT nextval('side.counter'));
-- allow: a string default that only looks like a name
CREATE TABLE numbered (i text DEFAULT 'datasets');
-- allow: an operator and its own commutator
CREATE OPERATOR =~= (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq, COMMUTATOR = =~=);
-- allow: a trigger of one's own
CREATE TRIGGER datasets BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION mine_trg();
-- allow: an aggregate of PostgreSQL's parts
CREATE AGGREGATE sums (int) (SFUNC = int4pl, STYPE = int);
-- allow: a range of PostgreSQL's parts
CREATE TYPE my_range AS RANGE (SUBTYPE = int4, SUBTYPE_DIFF = int4range_subdiff);
-- allow: a function whose own search_path is one's own schema
CREATE FUNCTION side.peek() RETURNS bigint LANGUAGE sql SET search_path = side AS 'SELECT count(*) FROM side.datasets';
-- allow: CREATE SCHEMA with elements that use each other
CREATE SCHEMA nest CREATE TABLE datasets (id int PRIMARY KEY) CREATE VIEW names AS SELECT id FROM nest.datasets CREATE INDEX di ON datasets (id);
