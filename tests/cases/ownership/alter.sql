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
REVOKE ALL ON SCHEMA public FROM PUBLIC;
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
-- refuse: but not the name of it
ALTER TABLE open_alter RENAME TO captured;
-- allow: a view whose definition is too long for its row
CREATE VIEW wide AS SELECT * FROM pg_class;
-- allow: a function and a comment that are
CREATE FUNCTION long_fn() RETURNS text LANGUAGE sql AS $$ SELECT '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e96b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4bd4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab354e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8aef2d127de37b942baad06145e54b0c619a1f22327b2ebbcfbec78f5564afe39de7f6c011776e8db7cd330b54174fd76f7d0216b612387a5ffcfb81e6f09196837902699be42c8a8e46fbbb4501726517e86b22c56a189f7625a6da49081b24512c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a319581e27de7ced00ff1ce50b2047e7a567c76b1cbaebabe5ef03f7c3017bb5b74a44dc15364204a80fe80e9039455cc1608281820fe2b24f1e5233ade6af1dd54fc82b26aecb47d2868c4efbe3581732a3e7cbcc6c2efb32062c08170a05eeb86b51d431df5d7f141cbececcf79edf3dd861c3b4069f0b11661a3eefacbba9183fdba35f04dc8c462986c992bcf875546257113072a909c162f7e470e581e2788527a891e224136950ff32ca212b45bc93f69fbb801c3b1ebedac52775f99e61e629fa6598d732768f7c726b4b621285f9c3b85303900aa912017db7617d8bdbb17ef6d19c7a5b1ee83b907c595526dcb1eb06db8227d650d5dda0a9f4ce8cd94523540f1504cd17100c4835e85b7eefd49911580f8efff0599a8f283be6b9e34ec9599fc203d176a301536c2e091a19bc852759b255bd6818810a42c5fed14a9400f1b21cb527d7fa3d3eabba93557a18ebe7a2ca4e471cfe5e4c5b4ca7f767f5ca38f748a1d6eaf726b8a42fb575c3c71f1864a8143301782de13da2d9202b6f4b6612125fb3a0daecd2799dfd6c9c299424fd920f9b308110a2c1fbd8f443785f3ec7eb32f30b90cd0fcf3657d388b5ff4297f2f9716ff66e9b69c05ddd09535fa30d7e25dd8a49f1536779734ec8286108d115da5045d77f3b4185d8f790c2356069e9d1e79ca924378153cfbbfb4d4416b1f99d41a2940bfdb66c5319dbb7a56873cd771f2c446d369b649430b65a756ba278ff97ec81bb6f55b2e735695f9c4ab08cac7457e9111a30e4664920607ea2c115a1433d7be98e97e64244ca670671cd97404156226e507973f2ab8330d3022ca96e0c93bdbdb320c41adcaf59e19706d51d39f66711c2653cd7eb1291c94d9b55eb14bda74ce4dc636d015a35135aaa6cc23891b40cb3f378c53a17a1127210ce60e125ccf03efcfdaec458624b60c58c9d8bfb6ff1886c2fd605d2adeb6ea4da576068201b6c6958ce93f4eb1e33e8a81b697b75855af6bfcdbcbf7cbbde9f94962ceaec1ed8af21f5a50fe29c9c180c6279b0b02abd6a1801c7c04082cf486ec027aa13515e4f3884bb6bc6f3ac57944a531490cd39902d0f777715fd005efac9a30622d5f5205e7f689486e50149658661312a9e0b35558d84f6c6d3da797f552a9657fe0558ca40cdef9f14025af0065b30e47e23ebb3b491d39ae8ed17d33739e5ff3827ffb363495376a50887d8f1c2e9301755428990ad81479ee21c25b43215cf524541e05032697a61b53701befdae0eeeffaecc73f14e20b537bb0f8b91ad7c2936dc63562b25aea92132c4cbeb263e6ac2bf6c183b5d81737f179f21efdc5863739672f0f4700b918943df0962bc7a1824c0555a389347b4febdc7cf9d1254406d80ce44e3f9d59eced1ded07f84c145592f65bdf854358e009c5cd705f5215bf18697fed1033d914f9348c9cc0ff8a79716700b9fcd4d2f3e711608004eb8f138bcba7f14d973475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a804944cb730c420480a0477b505ae68af508fb90f96cf0ec54c6ad16949dd427f13a71ee45a3c0db9a9865f7313dd3372cf60dca6479d46261f3542eb9346e4a04d6811786ad1ae74adfdd20dd0372abaaebc6246e343aebd01da0bfc4c02bf0106c25fc0e7096fc653718202dc30b0c580b8ab87eac11a700cba03a7c021bc35b0c31489056e0916d59fe3add79e63f095af3ffb81604691f21cad442a85c7be61798010bd9270f9b100b6214a21754fd33bdc8d41b2bc9f9dd16ff54d3c34ffd710e17daca5f3e175f448bacace3bc0da47d0655a74c8dd0dc497a3afbdad95f1f1a6562590ef19d1045d06c4055742d38288e9e6dcd71ccde5cee80f1d5a774eb031b4af5197ec30a926f48cf40e11a7dbc470048a21e4003b7a3c07c5dab1baa41cfc0d1f2d127b04555b7246d84019b4d27710a3f3aff6e7764375b1e06e05d2858dcd1057d3eae7f7d5f782167e24b61153c01551450a628cee722509f65292fca346db656187102ce806ac732e06a62df0dbb2829e511a770556d398e1a6e02d20bbd7e394ad5999a4cebabac9619732c343a4cac99470c03e23ba2bdc2bc7688b6ef52555962d008fff894223582c484517cea7da49ee67800adc7fc8866c837649cce43f2729138e72cc315207057ac82599a59be72765a477f22d14a546208ef0f7750c111548cf90b6ea1d0d0a66f6bff40dbef07cb45ec436263c7d63e1e967e9b793e908f8eae83c74dba9bcccce6a5535b4b462bd9994537bfe15c' $$;
COMMENT ON FUNCTION long_fn() IS 'ad57366865126e55649ecb23ae1d48887544976efea46a48eb5d85a6eeb4d30616dc368a89b428b2485484313ba67a3912ca03f2b2b42429174a4f8b3dc84e4437834f2f25762f23e1f74a531cbe445db73d6765ebe60878a7dfbecd7d4af6e1454f63ac30c8322997ef025edff6abd23e0dbe7b8a3d5126a894e4a168c1b59b5ef6fdf32513aa7cd11f72beccf132b9224d33f271471fff402742887a171edf1253e9373e781b7500266caa55150e08e210bc8cd8cc70d89985e3600155e860482d9673cfee5de391f97fde4d1c84f9f8d6f2cf0784fcffb958b4032de7236c3346f2bbf6c34bd2dbe28bd1bb657d0e9c37392a1d5ec9929e6a5df4763ddc2d9537f32ec7599e1ae953af6c9f929fe747ff9dadf79a9beff1f304c5501730110fd42b3f73c448b34940b339f87d07adf116b05c0227aad72e8f0ee90533e6999bdb2af6799204a299c603994b8e400e4b1fd625efdb74066cc869fee42c9df3f6e0a1e2ac41945a9aa7ff8a8aaa0cebc12a3bcc981a929ad5cf810a090e11aeb1556dea32e9d0cdbfed038fd7787275775ea40939c146a64e205bcb349ad02f6c658ee83fb7e812482494f3e416a876f63f418a0b8a1f5e76d47ee4177035cb9f1f9dce319c4700ef28ec8c53bd3cc8e6abe64c68385479ab89215806a5bdd628dae7c8bde2f3ca608f86d0e16a214dee74c74bee011cdfdd46bc04b655bc14e5b861a6d8a966dfca7e7341cd3eb6be9901688d547a72ebed0b1f5e14f3d08d2ac878b0e2180616993b4b6aa71e61166fdc86c28d47e359d0ee537eb11d46d385daaf6f7055cd5736287faed9603d712920092c4f8fd0097ec3b650bf27530e3038bfb575bee6a0e61945eff8784835bb2c720634e42734678c083994b7f0182abaca4911e68fa9bfbf3482ee797fd5b9045b841fdff7253557c5fe15de647789aa1e580023722db67646e8149eb246c748e180e34a1cf679ab0b41a416d9041be00341082e25c4e251ca6713e767f7131a2823b0052caf9c9b006ec512f6cba665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae36affdae3b3c1aa6aa7689e9b6a7b3225a636aa1ac0025f490cca1285ceaf14870f8ef3377b30fc47f96b48247f463a726a802f62f3faa03d56403751d2f66c6765a699905c02619370bcf9207f5a477c3d67130ca71ec6f750e07fe8d510b084922c7954216ccfe7a61def609305ce1dc7c67e225f873f256d30d7a8ee4f404c2747b7c718564ba5f066f0523b03e17f6a496b06851333d2d59ab6d8632258486566230e3a3ce3774c1bbc7c18b590ae0f457bbcd511e90e3e7dca2a02e7addc38d66d9692ac590000a91b03a88da1c88d51fab2b78f63171f553ecc551a0c6feeca91fd439b6d5e827e8fda7fee35046f2def93508637483f6be8a2df7a4392dbb1ded63bc70732626c5dfe6c7f50ced3d560e970f30b15335ac290358748f6d2f483672c0239f6d7dd3c9ecee6deacbcd59185855625902a8b1c1a3bd674405d389f5e2e34c6b0bad96581c22cee0be36dcf627cd73af4d4cccacd9ef40cc313671077b66a29874a2578b5240319092ef2a1043228e433e9b006b5e53e751336ebe205bcdfc499a25e6923f4450fa8d48196ceb4fa0ce077d9d8ec4a36926dd80eae6e96d148b3b2abbbc6760077b66c4ea071f847dab573d507a32c4d99a5d6a4031733610bb080d0bfa794fcc9dbdcff74834aeaab7c6b927e21e97540378d27ba37c5d810106b55f3fd6cdb35842007e88754184bfc0e6035f9bcede633dbae772db29058a88f9bd830e957c695347c41b6162a7eb9a9ea13def34be56b2c7d5490e6050836f8f2f0d496b1c8d6a38d4ffac2b898e6e77751bdcd20ebf5d4ee9f58e5860574ca98e3b4839391e7a356328d4bd6afecefc2381df5f5b41bd6f0c71ef0c88e45e4b3a2118fcb83b0def392d759c901e9d755d0e8790287275ec1a0c99d428601ce42b407ae9c675e0836a8ba591c8ca6e2a2cf5563d97ff0be47addbcb8f60566a3d7fd5a36f8195798e2848b368195d9a5d20e007c59a0c0a5b046d07f6f971b7776de682f57c5b9cdc8fa060db7ef59de82e721c8098f41d28c120568c10e19b9d8abe8b66d0983fa3d2e11ee7751aca50f83c6f4a43aaec2e990b934dde55cb87300629cedfc21b15cd28bbcf77d8bbdc55359d7689da05ada863a4cf9660fd8c68e2295f1d35b2264815f5b605003d6625bd9e0492cf9ae2bdd7beedc2e766c6b76585530e16925115707dc7a06ab5ee4aa2776b2c7b8e612bd1f5d132a339575b8dafb7842c64614e56bcf3d5ab65a0bc4b34329407043066daf2109523a7490d4bfad4766da5719950a2b5f96d192fc0537e84f32a620c9c332101a5bae955c66ae72268fbcd3972766179522c8deede6a249addb71d0ebea552eb43d0b1e1561f6de8ae92e3de7f1abec52399244d1caed7dbdfa6210e3b160c355818509425b9d9e9fd3ea2e287f2c43a13e5be8817140db0b9e60fecf9247f3ddc84db8a804fa3065c013baf6b7c2458c2ba2bf56c2e1d42ddd4c75de23d89df36ba921287616ee8edb4c986e328a78e033e57c1e5e2b59c838e7ed8f0f3b707956d9fb1e889e11153e0aa0a854983081d262fbe5eede32da7caff2ccb6ba423d356bd549ed4bfb76e96976a0dcde05a09996a1cdb9f83422ec4';
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
-- guard refuses: but not the name of it
DO $$ BEGIN EXECUTE 'ALTER TABLE open_' || 'alter RENAME TO captured'; END $$;
-- guard refuses: nor that it is there
DO $$ BEGIN EXECUTE 'DROP TABLE open_' || 'alter'; END $$;
