#include <catch2/catch.hpp>

#include <string>

#include "sql/analyse.h"

using namespace deed;

namespace {

std::string describe(const NameChange& change) {
  constexpr const char* words[] = {"create", "drop", "rename", "attach", "detach"};
  std::string text = words[static_cast<int>(change.kind)];
  text += " " + to_string(change.object);
  if (change.other) {
    text += "@" + to_string(*change.other);
  }
  text += change.dependent ? " dependent" : "";
  text += change.temporary ? " temporary" : "";
  text += change.may_exist ? " may-exist" : "";
  text += change.cascade ? " cascade" : "";
  return text;
}

// "kind | uses | changes | refused, undecided, search path": one line per statement, to be compared as a whole.
std::string describe(const std::string& sql) {
  const Statement statement = sql::analyse(SourceStatement{sql, {}});
  std::string text = statement.kind;
  for (const ObjectUse& use : statement.uses) {
    text += " | " + std::string(word(use.access)) + " " + to_string(use.object) + (use.form == NameForm::dependent ? " dependent" : "") +
            (use.inside.empty() ? "" : " in " + use.inside);
  }
  for (const NameChange& change : statement.changes) {
    text += " | " + describe(change);
  }
  text += statement.refused ? " | refused " + statement.refused->kind : "";
  text += statement.undecided ? " | undecided" : "";
  for (const std::string& schema : statement.search_path.value_or(SearchPath{})) {
    text += " | path " + schema;
  }
  return text;
}

using Cases = std::vector<std::tuple<std::string, std::string>>;

void check(const Cases& cases) {
  for (const auto& [sql, expected] : cases) {
    CAPTURE(sql);
    CHECK(describe(sql) == expected);
  }
}

}  // namespace

TEST_CASE("queries read what they name, and nothing that only looks like a name") {
  check({
      {"SELECT a FROM t JOIN s.u ON true WHERE EXISTS (SELECT 1 FROM v)", "select | read t | read s.u | read v"},
      {"WITH w AS (SELECT 1) SELECT * FROM w, t", "select | read t"},
      {"WITH w AS (SELECT * FROM w) SELECT * FROM w", "select | read w"},
      {"WITH RECURSIVE w AS (SELECT * FROM w) SELECT * FROM w", "select"},
      {"WITH w AS (SELECT 1) SELECT (SELECT max(1) FROM w)", "select"},
      {"SELECT * FROM s.w WHERE EXISTS (WITH w AS (SELECT 1) SELECT 1 FROM w)", "select | read s.w"},
      {"SELECT 1 FROM a UNION SELECT 2 FROM b", "select | read a | read b"},
      {"SELECT t.u, 'v', \"w\" FROM x AS v", "select | read x"},
      {"SELECT * FROM pg_class, information_schema.tables, pg_catalog.pg_type", "select"},
      {"SELECT \"Foo\".a FROM \"Foo\"", "select | read \"Foo\""},
      {"SELECT * FROM t FOR UPDATE", "select | write t"},
      {"SELECT * FROM t, u x FOR SHARE OF x", "select | read t | write u"},
      {"SELECT * FROM (SELECT * FROM t) y FOR UPDATE", "select | write t"},
      {"SELECT * INTO n FROM t", "select | read t | create n"},
      {"SELECT 'a.b'::regclass, to_regclass('c')", "select | read a.b"},
      {"SELECT '123'::regclass", "select"},
      {"SELECT lower('x'), count(*) FROM t", "select | read t"},
      {"SELECT f(1), s.g(a) FROM t", "select | read function:f | read function:s.g | read t | undecided"},
      {"SELECT a::mood, '{}'::text[], 1::numeric(3)", "select | read mood"},
      {"TABLE t", "select | read t"},
      {"VALUES (1)", "select"},
      {"EXPLAIN ANALYZE DELETE FROM t", "explain | write t"},
      {"PREPARE q AS DELETE FROM t", "prepare | write t"},
      {"EXECUTE q(1)", "execute"},
      {"DECLARE c CURSOR FOR SELECT * FROM t", "declare | read t"},
      {"CREATE TABLE n AS SELECT * FROM t", "create table as | read t | create n"},
      {"CREATE MATERIALIZED VIEW IF NOT EXISTS n AS SELECT * FROM t", "create materialized view | read t | create n may-exist"},
  });
}

TEST_CASE("DML writes its target and reads the rest") {
  check({
      {"INSERT INTO t SELECT * FROM u RETURNING (SELECT 1 FROM v)", "insert | write t | read u | read v"},
      {"INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET b = (SELECT 1 FROM u)", "insert | write t | read u"},
      {"UPDATE t SET a = u.a FROM u WHERE t.id = u.id", "update | write t | read u"},
      {"DELETE FROM t x USING u WHERE x.id = u.id", "delete | write t | read u"},
      {"WITH w AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM w", "insert | write a | write b"},
      {"WITH b AS (SELECT 1) DELETE FROM b", "delete | write b"},
      {"MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE", "merge | write t | read u"},
      {"TRUNCATE a, ONLY s.b CASCADE", "truncate | alter a | alter s.b"},
      {"LOCK TABLE a, b IN SHARE MODE", "lock | alter a | alter b"},
      {"COPY t FROM STDIN", "copy | write t | refused copy"},
      {"COPY (SELECT * FROM t) TO PROGRAM 'cat'", "copy | read t | refused copy"},
      {"SELECT nextval('a.s'), setval('\"S\"'::regclass, 1), currval('x')", "select | write a.s | write \"S\" | read x"},
      {"SELECT nextval($1)", "select | refused nextval"},
      {"SELECT setval(c.oid::regclass, 1) FROM pg_class c", "select | refused setval"},
      {"SELECT setval(pg_get_serial_sequence('s.t', 'id')::regclass, 1)", "select | write s.t"},
      {"SELECT currval($1)", "select | undecided"},
      {"CREATE FUNCTION f(s text) RETURNS bigint LANGUAGE sql AS 'SELECT nextval(s)'", "create function | create function:f | undecided"},
      {"SELECT pg_advisory_lock(1, 5), pg_advisory_xact_lock(1145390436)", "select"},
      {"SELECT pg_advisory_lock(1145390436, 5)", "select | refused pg_advisory_lock"},
  });
}

TEST_CASE("DDL on tables") {
  check({
      {"CREATE TABLE t (id int REFERENCES s.u (id), v mood, LIKE w)", "create table | reference s.u | reference mood | read w | create t"},
      {"CREATE TABLE IF NOT EXISTS t (a int DEFAULT nextval('q'), b text DEFAULT f())",
       "create table | reference q | reference function:f | create t may-exist"},
      {"CREATE TABLE t (id serial PRIMARY KEY, b int GENERATED ALWAYS AS IDENTITY, c int UNIQUE, CONSTRAINT k UNIQUE (b))",
       "create table | create t | create t_id_seq@t dependent | create t_pkey@t dependent | create t_b_seq@t dependent | create t_c_key@t "
       "dependent | "
       "create k@t dependent"},
      {"CREATE TEMP TABLE t (a int)", "create table | create t temporary"},
      {"CREATE TABLE p PARTITION OF t FOR VALUES IN (1)", "create table | alter t | create p@t"},
      {"CREATE TABLE c () INHERITS (t)", "create table | alter t | create c"},
      {"ALTER TABLE ONLY s.t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u, ALTER b TYPE mood",
       "alter table | alter s.t | reference u | reference mood"},
      {"ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)", "alter table | alter t | alter p | attach p@t"},
      {"ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "alter table | alter t | alter p | detach p@t"},
      {"ALTER TABLE t INHERIT p", "alter table | alter t | alter p"},
      {"ALTER TABLE t NO INHERIT p", "alter table | alter t | read p"},
      {"ALTER TABLE t RENAME TO u", "alter table | alter t | rename t@u"},
      {"ALTER TABLE t RENAME COLUMN a TO b", "alter table | alter t"},
      {"ALTER TABLE t RENAME CONSTRAINT a TO b", "alter table | alter t"},
      {"ALTER TABLE t SET SCHEMA s", "alter table | alter t | rename t@s.t"},
      {"ALTER TABLE t OWNER TO x", "alter table | alter t"},
      {"ALTER VIEW v RENAME TO w", "alter view | alter v | rename v@w"},
      {"ALTER INDEX i RENAME TO j", "alter index | alter i dependent | rename i@j dependent"},
      {"DROP TABLE IF EXISTS a, s.b CASCADE", "drop table | alter a | alter s.b | drop a cascade | drop s.b cascade"},
      {"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t (lower(a)) WHERE f(b)",
       "create index | alter s.t | reference function:f | create s.i@s.t dependent may-exist | undecided"},
      {"DROP INDEX CONCURRENTLY i", "drop index | alter i dependent | drop i dependent"},
      {"REINDEX TABLE t", "reindex | alter t"},
      {"REINDEX INDEX i", "reindex | alter i dependent"},
      {"REINDEX SCHEMA s", "reindex | refused reindex"},
      {"VACUUM (FULL) t", "vacuum | alter t"},
      {"VACUUM", "vacuum | refused vacuum"},
      {"ANALYZE t (a)", "analyze | alter t"},
      {"CLUSTER t USING i", "cluster | alter t"},
      {"CREATE SEQUENCE q OWNED BY t.c", "create sequence | alter t | create q | attach q@t"},
      {"ALTER SEQUENCE q OWNED BY NONE", "alter sequence | alter q | detach q"},
      {"CREATE OR REPLACE VIEW v AS SELECT * FROM t", "create view | read t | create v may-exist"},
      {"REFRESH MATERIALIZED VIEW m", "refresh materialized view | alter m"},
      {"CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()", "create trigger | alter t | reference function:f"},
      {"DROP TRIGGER g ON s.t", "drop trigger | alter s.t"},
      {"CREATE RULE r AS ON INSERT TO t DO ALSO DELETE FROM u", "create rule | alter t | write u"},
      {"CREATE POLICY p ON t USING (EXISTS (SELECT 1 FROM u))", "create policy | alter t | read u"},
      {"CREATE STATISTICS st ON a, b FROM t", "create statistics | alter t | create statistics:st"},
      {"COMMENT ON COLUMN s.t.c IS 'x'", "comment | alter s.t"},
      {"COMMENT ON CONSTRAINT k ON t IS 'x'", "comment | alter t"},
      {"COMMENT ON INDEX i IS 'x'", "comment | alter i dependent"},
      {"GRANT SELECT (a) ON t TO x", "grant | alter t"},
      {"REVOKE ALL ON ALL TABLES IN SCHEMA s FROM x", "revoke | alter schema:s"},
  });
}

TEST_CASE("DDL on other objects") {
  check({
      {"CREATE TYPE m AS ENUM ('a')", "create type | create m"},
      {"CREATE TYPE c AS (a mood)", "create type | reference mood | create c"},
      {"ALTER TYPE m ADD VALUE 'b' AFTER 'a'", "alter type | alter m"},
      {"ALTER TYPE s.m RENAME TO n", "alter type | alter s.m | rename s.m@s.n"},
      {"DROP TYPE m", "drop type | alter m | drop m"},
      {"CREATE DOMAIN d AS mood CHECK (f(VALUE))", "create domain | reference mood | reference function:f | create d"},
      {"ALTER DOMAIN d ADD CHECK (true)", "alter domain | alter d"},
      {"DROP FUNCTION s.f(int)", "drop function | alter function:s.f | drop function:s.f"},
      {"ALTER FUNCTION f(int) OWNER TO x", "alter function | alter function:f"},
      {"ALTER FUNCTION f(int) COST 5", "alter function | alter function:f"},
      {"CREATE AGGREGATE a (int) (SFUNC = f, STYPE = int)", "create aggregate | reference function:f | create function:a"},
      {"CREATE SCHEMA s CREATE TABLE t (a int)", "create schema | create schema:s | create s.t"},
      {"DROP SCHEMA s CASCADE", "drop schema | alter schema:s | drop schema:s cascade"},
      {"ALTER SCHEMA s RENAME TO z", "alter schema | alter schema:s | rename schema:s@schema:z"},
      {"CREATE EXTENSION IF NOT EXISTS e", "create extension | create extension:e may-exist"},
      {"ALTER EXTENSION e UPDATE", "alter extension | alter extension:e"},
      {"CREATE PUBLICATION p FOR TABLE a, s.b", "create publication | alter a | alter s.b | create publication:p"},
      {"CREATE PUBLICATION p FOR ALL TABLES", "create publication | create publication:p | refused create publication"},
      {"ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO x", "alter default privileges | alter schema:s"},
      {"DROP CAST (int AS mood)", "drop cast | refused drop cast"},
      {"ALTER OPERATOR FAMILY f USING btree OWNER TO x", "alter operator family | alter operator_family:f"},
  });
}

TEST_CASE("bodies are looked through") {
  check({
      {"DO $$ BEGIN DELETE FROM t; IF EXISTS (SELECT 1 FROM u) THEN PERFORM 1; END IF; END $$", "do | write t in DO | read u in DO"},
      {"DO $$ DECLARE v int; BEGIN v := (SELECT max(a) FROM t); FOR v IN SELECT a FROM u LOOP END LOOP; END $$",
       "do | read t in DO | read u in DO"},
      {"DO $$ BEGIN EXECUTE 'DROP TABLE t'; END $$", "do | alter t in EXECUTE in DO | drop t"},
      {"DO $$ BEGIN EXECUTE format('GRANT a TO %I', current_user); END $$", "do | refused grant role"},
      {"DO $$ BEGIN EXECUTE format('GRANT %s TO %I', x, current_user); END $$", "do | undecided"},
      {"DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'a'); END $$", "do | undecided"},
      {"DO $$ BEGIN EXECUTE 'DROP TABLE ' || 't'; END $$", "do | undecided"},
      {"DO $$ BEGIN EXECUTE (SELECT 'x' || relname FROM u); END $$", "do | read u in DO | undecided"},
      {"DO $$ BEGIN CREATE TABLE n (a int); END $$", "do | create n"},
      {"DO $$ BEGIN COMMIT; END $$", "do | refused commit"},
      {"DO LANGUAGE plpython3u $$ x $$", "do | undecided"},
      {"DO $$ not plpgsql $$", "do | undecided"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'DELETE FROM t; SELECT g()'",
       "create function | write t in the body of f | read function:g in the body of f | create function:f"},
      {"CREATE FUNCTION f(a s.c) RETURNS SETOF mood BEGIN ATOMIC SELECT * FROM t; END",
       "create function | reference s.c | reference mood | read t in the body of f | create function:f"},
      {"CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t SELECT NEW.*; RETURN NEW; END $$",
       "create function | write t in the body of f | create function:f may-exist"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'lib', 'f'", "create function | create function:f | undecided"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE n (a int); RETURN 1; END $$",
       "create function | create function:f"},
      {"CALL p(1)", "call | read function:p | undecided"},
  });
}

TEST_CASE("what leaves the guarded transaction or this database is refused by kind") {
  check({
      {"COMMIT", "commit | refused commit"},
      {"COMMIT AND CHAIN", "commit | refused commit"},
      {"BEGIN", "begin | refused begin"},
      {"PREPARE TRANSACTION 'x'", "prepare | refused prepare"},
      {"SAVEPOINT a", "savepoint"},
      {"ROLLBACK TO a", "rollback to"},
      {"SET ROLE x", "set | refused set role"},
      {"RESET role", "reset | refused set role"},
      {"RESET ALL", "reset | refused set all"},
      {"SET LOCAL search_path = a, \"B\"", "set | path a | path B"},
      {"SET search_path = a", "set | refused set search_path"},
      {"SET LOCAL search_path TO DEFAULT", "set | refused set search_path"},
      {"SET LOCAL work_mem = '1MB'", "set"},
      {"SET work_mem = '1MB'", "set | refused set"},
      {"SET LOCAL lock_timeout = 0", "set | refused set lock_timeout"},
      {"SELECT set_config('search_path', '', false)", "select | refused set_config"},
      {"SELECT set_config('app.x', '', true)", "select"},
      {"SELECT dblink_exec('x', 'y')", "select | refused dblink_exec"},
      {"SELECT pg_terminate_backend(1)", "select | refused pg_terminate_backend"},
      {"SELECT pg_advisory_unlock_all()", "select | refused pg_advisory_unlock_all"},
      {"CREATE ROLE x", "create role | refused create role"},
      {"DROP OWNED BY x", "drop owned | refused drop owned"},
      {"NOTIFY x", "notify | refused notify"},
      {"ALTER SYSTEM SET a = 1", "alter system | refused alter system"},
      {"DO $$ BEGIN PERFORM pg_notify('a', 'b'); END $$", "do | refused pg_notify"},
      {"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('a', 'b'); END $$",
       "create function | create function:f"},
      {"CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$", "create procedure | create function:p"},
  });
}

TEST_CASE("text that the grammar can't read is undecided, and several statements are refused") {
  check({
      {"ALTER TABLE t FROBNICATE", "unparsed | undecided"},
      {"CREATE TABLE t (a int GENERATED ALWAYS AS (b) VIRTUAL)", "unparsed | undecided"},
      {"SELECT 1; SELECT 2", "unparsed | refused several statements"},
  });
  std::string chain = "SELECT 1";
  for (int i = 0; i < 100'000; ++i) {
    chain += "+1";
  }
  CHECK(describe(chain) == "unparsed | undecided");
  CHECK(describe("SELECT " + std::string(50'000, '(') + "1" + std::string(50'000, ')')) == "unparsed | undecided");
  std::string medium = "SELECT 1";
  for (int i = 0; i < 4'000; ++i) {
    medium += "+1";
  }
  CHECK(describe(medium) == "select | undecided");
}

TEST_CASE("statements that need a step of their own say what they work on") {
  const auto target = [](const std::string& sql) { return sql::analyse(SourceStatement{sql, {}}).autocommit; };
  CHECK(target("CREATE INDEX CONCURRENTLY i ON s.t (a)")->part.schema == "s");
  CHECK(target("CREATE INDEX CONCURRENTLY i ON s.t (a)")->object.name == "t");
  CHECK(target("DROP INDEX CONCURRENTLY i")->object_is_index);
  CHECK(target("REINDEX (CONCURRENTLY) TABLE t")->action == AutocommitAction::reindex);
  CHECK(target("ALTER TYPE m ADD VALUE 'b'")->part.name == "b");
  CHECK(target("VACUUM t")->action == AutocommitAction::vacuum);
  CHECK_FALSE(target("VACUUM a, b"));
  CHECK_FALSE(target("CREATE INDEX i ON t (a)"));
  CHECK_FALSE(target("ALTER TYPE m RENAME VALUE 'a' TO 'b'"));
}

TEST_CASE("operators and collations are named like functions and tables") {
  check({
      {"SELECT a + b, a = ANY (c), a BETWEEN 1 AND 2, a LIKE 'x', a IN (1) FROM t", "select | read t"},
      {"SELECT a === b FROM t", "select | read operator:\"===\" | read t | undecided"},
      {"SELECT a OPERATOR(s.+) b, c OPERATOR(pg_catalog.+) d", "select | read operator:s.\"+\" | undecided"},
      {"SELECT 1 WHERE a ### ALL (SELECT 2) ORDER BY b USING ~<>", "select | read operator:\"###\" | read operator:\"~<>\" | undecided"},
      {"CREATE VIEW v AS SELECT a === b FROM t", "create view | reference operator:\"===\" | read t | create v"},
      {"SELECT a COLLATE \"C\", a COLLATE \"de-x-icu\", a COLLATE \"en_US.utf8\", a COLLATE s.c FROM t",
       "select | read collation:s.c | read t"},
      {"CREATE TABLE n (a text COLLATE c)", "create table | reference collation:c | create n"},
      {"CREATE INDEX i ON t (a COLLATE c)", "create index | alter t | reference collation:c | create i@t dependent"},
      {"ALTER COLLATION c REFRESH VERSION", "alter collation | alter collation:c"},
      {"ALTER OPERATOR s.=== (int, int) SET (RESTRICT = f)", "alter operator | alter operator:s.\"===\" | reference function:f"},
      {"CREATE COLLATION c FROM s.d", "create collation | reference collation:s.d | create collation:c"},
  });
}

TEST_CASE("definitions name functions and types in their options") {
  check({
      {"CREATE AGGREGATE ag (mood) (SFUNC = f, STYPE = state)",
       "create aggregate | reference function:f | reference state | reference mood | create function:ag"},
      {"CREATE TYPE r AS RANGE (SUBTYPE = mood, CANONICAL = s.f, MULTIRANGE_TYPE_NAME = rs)",
       "create type | reference mood | reference function:s.f | create r | create rs@r dependent"},
      {"CREATE TYPE s.span AS RANGE (SUBTYPE = int)", "create type | create s.span | create s.span_multirange@s.span dependent"},
      {"CREATE TYPE orange AS RANGE (SUBTYPE = int)", "create type | create orange | create omultirange@orange dependent"},
      {"CREATE TYPE b (INPUT = fin, OUTPUT = fout, LIKE = int4)",
       "create type | reference function:fin | reference function:fout | create b"},
      {"CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = f, COMMUTATOR = ===, NEGATOR = OPERATOR(s.!==))",
       "create operator | reference function:f | reference operator:s.\"!==\" | create operator:\"===\""},
      {"CREATE TEXT SEARCH CONFIGURATION c (COPY = s.d)",
       "create text search configuration | reference text_search:s.d | create text_search:c"},
      {"ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR word", "alter text search configuration | alter text_search:c"},
      {"ALTER TEXT SEARCH DICTIONARY d (StopWords = x)", "alter text search dictionary | alter text_search:d"},
  });
}

TEST_CASE("a function's own search_path says what the names in it mean") {
  check({
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = theirs, pg_temp AS 'DELETE FROM t; SELECT 1'",
       "create function | write theirs.t in the body of f | create function:f"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1 FROM s.t'",
       "create function | read s.t in the body of f | create function:f"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = a, b AS 'SELECT 1 FROM t'",
       "create function | read t in the body of f | create function:f | undecided"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1'",
       "create function | create function:f | undecided"},
      {"DO $$ BEGIN SET LOCAL search_path = theirs; DELETE FROM t; END $$", "do | write t in DO | refused set search_path"},
  });
}

TEST_CASE("what CREATE SCHEMA makes beside is made in it, and its own") {
  check({
      {"CREATE SCHEMA s CREATE TABLE t (a int) CREATE INDEX i ON t (a) CREATE VIEW v AS SELECT a FROM t, u GRANT SELECT ON t TO r",
       "create schema | read u | create schema:s | create s.t | create s.i@s.t dependent | create s.v"},
  });
}

TEST_CASE("extensions take members and a schema") {
  check({
      {"ALTER EXTENSION e ADD TABLE s.t", "alter extension | alter extension:e | alter s.t"},
      {"ALTER EXTENSION e DROP FUNCTION f(int)", "alter extension | alter extension:e | alter function:f"},
      {"ALTER EXTENSION e ADD CAST (int AS text)", "alter extension with a cast | alter extension:e | refused alter extension with a cast"},
      {"CREATE EXTENSION e SCHEMA s", "create extension | reference schema:s | create extension:e"},
      {"ALTER EXTENSION e SET SCHEMA s", "alter extension | alter extension:e | reference schema:s"},
  });
}

TEST_CASE("a function without a body is undecided") {
  check({
      {"CREATE FUNCTION f() LANGUAGE plpgsql", "create function | create function:f | undecided"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql RETURN 1", "create function | create function:f | undecided"},
      {"CREATE FUNCTION f() LANGUAGE sql", "create function | create function:f | undecided"},
      {"DO LANGUAGE plpgsql", "do | undecided"},
  });
}

TEST_CASE("a rule's actions are statements") {
  check({
      {"CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u; INSERT INTO v SELECT * FROM w)",
       "create rule | alter t | write u | write v | read w"},
      {"CREATE RULE r AS ON INSERT TO t DO ALSO NOTIFY c", "create rule | alter t | refused notify"},
      {"CREATE RULE r AS ON INSERT TO t DO ALSO SELECT nextval('s')", "create rule | alter t | reference s"},
  });
}

TEST_CASE("functions that work on indexes, run text or outlast the step") {
  check({
      {"SELECT brin_summarize_new_values('s.i'), gin_clean_pending_list('j')", "select | alter s.i dependent | alter j dependent"},
      {"SELECT ts_rewrite('a', 'SELECT x FROM y')", "select | undecided"},
      {"SELECT lowrite(1, 'x')", "select | refused lowrite"},
      {"SELECT set_config('a.b', 'c', true)", "select"},
      {"SELECT set_config('a.b', 'c', false)", "select | refused set"},
      {"SELECT '{t}'::regclass[]", "select"},
  });
}

TEST_CASE("texts of any depth and length are answered") {
  const auto repeated = [](const std::string& part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += part;
    }
    return text;
  };
  const std::string sql = GENERATE_COPY(
      "SELECT 1" + repeated("+1", 30'000), "SELECT " + repeated("(", 60'000),
      "SELECT " + repeated("(", 30'000) + "1" + repeated(")", 30'000), "SELECT " + repeated("NOT ", 15'000) + "true",
      "SELECT " + repeated("- ", 30'000) + "1", "SELECT 1, 2" + repeated(" UNION SELECT 1, 2", 100'000),
      "SELECT " + repeated("ARRAY[", 10'000) + "1" + repeated("]", 10'000),
      "SELECT " + repeated("CASE WHEN true THEN ", 5'000) + "1" + repeated(" END", 5'000), "SELECT a" + repeated(".a", 30'000),
      "SELECT 1" + repeated("::int", 20'000), "SELECT a" + repeated("[1]", 20'000), "SELECT 1 FROM a" + repeated(" JOIN a ON true", 20'000),
      "DO $$ " + repeated("BEGIN ", 20'000) + repeated("END; ", 20'000) + "$$",
      "DO $$ BEGIN " + repeated("IF true THEN ", 10'000) + "NULL; " + repeated("END IF; ", 10'000) + "END $$",
      "DO $$ BEGIN x := 1" + repeated("+1", 30'000) + "; END $$", "DO $$ BEGIN " + repeated("PERFORM 1; ", 5'000) + "END $$",
      "EXPLAIN " + repeated("(SELECT ", 20'000), repeated("EXPLAIN ", 20'000) + "SELECT 1",
      "SELECT 1 FROM " + repeated("(SELECT 1 FROM ", 400) + "t" + repeated(") x", 400),
      "WITH " + repeated("a AS (WITH ", 450) + "b AS (SELECT 1) SELECT 1" + repeated(") SELECT 1", 450));
  CAPTURE(sql.substr(0, 40));
  const Statement statement = sql::analyse(SourceStatement{sql, {}});
  CHECK((statement.undecided || statement.kind != "unparsed"));
}

TEST_CASE("a hundred thousand names are read once each") {
  std::string sql = "SELECT 1 FROM t0";
  for (int i = 1; i < 100'000; ++i) {
    sql += ", t" + std::to_string(i);
  }
  CHECK(sql::analyse(SourceStatement{sql, {}}).uses.size() == 100'000);
}
