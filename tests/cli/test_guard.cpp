// Attacks on the guards: what a service tries with names, timing, prepared statements and its own code, so that something is done to
// another's object. Nothing of it may commit.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

// Two services on one database: own has tables, an index, sequences, a type, a function and partitions; att has mine.
class Attack : public TestWorkspace {
 public:
  Attack() {
    service("own");
    service("att");
    revision("own", "aaaaaaaaaaaa", "",
             "-- deed:upgrade\nCREATE TABLE datasets (id bigserial PRIMARY KEY, name text, n int);\n"
             "CREATE INDEX datasets_name ON datasets (name);\nCREATE SEQUENCE counter;\nCREATE TYPE mood AS ENUM ('a', 'b');\n"
             "CREATE DOMAIN posint AS int CONSTRAINT pos CHECK (VALUE > 0);\n"
             "CREATE FUNCTION own_fn() RETURNS int LANGUAGE sql AS 'select 1';\n"
             "CREATE TABLE ev (id int, d date) PARTITION BY RANGE (d);\n"
             "CREATE TABLE ev_1 PARTITION OF ev FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');\n"
             "INSERT INTO datasets (name) VALUES ('a'), ('b');\nINSERT INTO ev VALUES (1, '2020-02-02');\nSELECT setval('counter', 500);\n"
             "\n-- deed:downgrade\n");
    revision("att", "bbbbbbbbbbbb", "",
             "-- deed:upgrade\nCREATE TABLE mine (id int PRIMARY KEY, t text);\nINSERT INTO mine VALUES (1, 'x');\n\n-- deed:downgrade\n");
    REQUIRE(deed({"--all", "upgrade", "heads"}).exit_code == 0);
    before_ = fingerprint();
  }

  // One more revision of att, and its upgrade.
  ProcessResult attack(const std::string& body) {
    const std::string section = body.starts_with("-- deed:upgrade") ? body : "-- deed:upgrade\n" + body;
    revision("att", "cccccccccccc", "bbbbbbbbbbbb", section + "\n\n-- deed:downgrade\n");
    return deed({"-s", "att", "upgrade", "head"});
  }

  ProcessResult upgrade(const std::string& service, const std::string& id, const std::string& revises, const std::string& sections) {
    revision(service, id, revises, sections + "\n\n-- deed:downgrade\n");
    return deed({"-s", service, "upgrade", "head"});
  }

  bool untouched() { return fingerprint() == before_; }

 private:
  // Rows, catalogue rows and sequences of own's.
  std::string fingerprint() {
    return database().value(
        "SELECT concat_ws('/', (SELECT md5(string_agg(d::text, ',' ORDER BY id)) FROM datasets d), (SELECT string_agg(e::text, ',') FROM "
        "ev "
        "e), (SELECT last_value FROM datasets_id_seq), (SELECT last_value FROM counter), (SELECT md5(string_agg(concat_ws(' ', c.oid, "
        "relname, relnamespace, relowner, relacl, relhastriggers, relfilenode), ',' ORDER BY c.oid)) FROM pg_class c WHERE relname IN "
        "('datasets', 'datasets_name', 'datasets_pkey', 'datasets_id_seq', 'counter', 'ev', 'ev_1')), (SELECT p::text FROM pg_proc p WHERE "
        "proname = 'own_fn'), (SELECT string_agg(concat_ws(' ', typname, typacl, typowner), ',' ORDER BY oid) FROM pg_type WHERE typname "
        "IN ('mood', 'posint')), (SELECT string_agg(conname, ',') FROM pg_constraint WHERE contypid = 'posint'::regtype), (SELECT "
        "string_agg(service || "
        "object, ',' ORDER BY service, object) FROM deed.ownership WHERE service = 'own'))");
  }

  std::string before_;
};

const std::string kHiddenDelete = "EXECUTE 'DELETE FROM public.data' || 'sets'; ";

std::string trigger_function(const std::string& name, const std::string& body) {
  return "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body + " RETURN NULL; END $$;\n";
}

std::string deferred_trigger(const std::string& function) {
  return "CREATE CONSTRAINT TRIGGER later AFTER INSERT ON mine DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION " + function +
         "();\n";
}

}  // namespace

TEST_CASE("what is deferred to COMMIT is guarded too") {
  Attack workspace;
  const std::string body = GENERATE_COPY(
      trigger_function("late", kHiddenDelete) + deferred_trigger("late") + "INSERT INTO mine VALUES (2, 'y');",
      // Defers itself again, so that it runs when the guard is done.
      trigger_function(
          "late", "IF NEW.id = 2 THEN SET CONSTRAINTS ALL DEFERRED; INSERT INTO mine VALUES (3, 'z'); ELSE " + kHiddenDelete + "END IF;") +
          deferred_trigger("late") + "INSERT INTO mine VALUES (2, 'y');",
      // The same in a sub-transaction that COMMIT ends.
      trigger_function(
          "late", "IF NEW.id = 2 THEN SET CONSTRAINTS ALL DEFERRED; INSERT INTO mine VALUES (3, 'z'); ELSE " + kHiddenDelete + "END IF;") +
          deferred_trigger("late") + "SAVEPOINT a;\nSAVEPOINT \"B\";\nINSERT INTO mine VALUES (2, 'y');",
      "CREATE FUNCTION late() RETURNS int LANGUAGE plpgsql AS $$ BEGIN " + kHiddenDelete +
          "RETURN 1; END $$;\nDECLARE c CURSOR WITH HOLD FOR SELECT late();");
  CAPTURE(body);
  const ProcessResult result = workspace.attack(body);
  CAPTURE(result.err);
  CHECK(result.exit_code == 7);
  CHECK(workspace.untouched());
}

TEST_CASE("a service's own deferred triggers run with its own search_path") {
  Attack workspace;
  const ProcessResult result =
      workspace.attack("CREATE TABLE log (id int);\n" + trigger_function("late", "INSERT INTO log VALUES (NEW.id);") +
                       deferred_trigger("late") + "INSERT INTO mine VALUES (2, 'y');");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM log") == "1");
}

TEST_CASE("what is part of another service's table cannot be claimed by its own name") {
  Attack workspace;
  const std::string body =
      GENERATE(as<std::string>(), "-- deed:claim ev_1\nTRUNCATE ev_1;", "-- deed:claim ev_1\nDROP TABLE ev_1;",
               "-- deed:claim datasets_id_seq\nSELECT setval('datasets_id_seq', 3);", "-- deed:claim datasets_id_seq\nSELECT 1;",
               "-- deed:claim datasets_name\nDROP INDEX datasets_name;",
               "-- deed:claim datasets_pkey\nALTER INDEX datasets_pkey RENAME TO hijacked;", "-- deed:claim ev_*\nTRUNCATE ev_1;",
               "-- deed:upgrade repeat\n-- deed:claim ev_1\nDELETE FROM ev_1;",
               "-- deed:upgrade autocommit\n-- deed:claim datasets_name\nDROP INDEX CONCURRENTLY datasets_name;",
               "-- deed:upgrade autocommit\n-- deed:claim ev_1\nVACUUM FULL ev_1;",
               "-- deed:upgrade adopt\nCREATE TABLE ev_1 (id int, d date);", "-- deed:upgrade adopt\nCREATE SEQUENCE datasets_id_seq;");
  CAPTURE(body);
  const ProcessResult result = workspace.attack(body);
  CAPTURE(result.err);
  CHECK((result.exit_code == 6 || result.exit_code == 7));
  CHECK(workspace.untouched());
  CHECK(workspace.database().value("SELECT count(*) FROM deed.ownership WHERE service = 'att'") == "2");
}

TEST_CASE("a review finds the claim of what another service's revision made part of its table") {
  Attack workspace;
  workspace.attack("-- deed:claim datasets_name\nSELECT 1;");
  const ProcessResult review = workspace.deed_with({"review"}, {});
  CHECK(review.exit_code == 1);
  CHECK_THAT(review.out, Contains("att claims public.datasets_name, and own has public.datasets_name"));
}

TEST_CASE("a temporary table's name hides nothing of another service's") {
  Attack workspace;
  const std::string body = GENERATE(
      as<std::string>(), "CREATE TEMP TABLE datasets (i int); DROP TABLE datasets; GRANT ALL ON datasets TO PUBLIC;",
      "CREATE TEMP TABLE own_fn (i int); GRANT ALL ON FUNCTION own_fn() TO PUBLIC; ALTER FUNCTION own_fn() COST 999;",
      "CREATE TEMP TABLE mood (i int); DROP TABLE mood; ALTER TYPE mood RENAME TO mood2;",
      "CREATE TEMP TABLE mood (i int); ALTER TABLE mood RENAME TO x; ALTER TYPE mood RENAME TO mood2;",
      "SAVEPOINT a; CREATE TEMP TABLE datasets (i int); ROLLBACK TO a; GRANT ALL ON datasets TO PUBLIC;",
      "DO $$ BEGIN IF false THEN CREATE TEMP TABLE datasets (i int); END IF; END $$; GRANT ALL ON datasets TO PUBLIC;",
      "EXPLAIN CREATE TEMP TABLE datasets AS SELECT 1; GRANT ALL ON datasets TO PUBLIC;",
      "CREATE TEMP TABLE datasets (i int); DO $$ BEGIN EXECUTE 'DROP TABLE data' || 'sets'; END $$; GRANT ALL ON datasets TO PUBLIC;",
      "SET LOCAL search_path = public, pg_temp; CREATE TEMP TABLE datasets (i int); GRANT ALL ON datasets TO PUBLIC;",
      "CREATE TEMP SEQUENCE counter; DROP SEQUENCE counter; SELECT setval('counter', 1);");
  CAPTURE(body);
  const ProcessResult result = workspace.attack(body);
  CAPTURE(result.err);
  CHECK(result.exit_code == 6);
  CHECK(workspace.untouched());
}

TEST_CASE("a downgrade's temporary table hides nothing either") {
  Attack workspace;
  workspace.revision("att", "cccccccccccc", "bbbbbbbbbbbb",
                     "-- deed:upgrade\nCREATE TABLE more (i int);\n\n-- deed:downgrade\nCREATE TEMP TABLE datasets (i int);\nDROP TABLE "
                     "datasets;\nGRANT ALL ON datasets TO PUBLIC;\nDROP TABLE more;\n");
  REQUIRE(workspace.deed({"-s", "att", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"-s", "att", "downgrade", "-1"}).exit_code == 6);
  CHECK(workspace.untouched());
}

TEST_CASE("temporary tables work, the first of a database too, and take nothing of the service's own out of the map") {
  Attack workspace;
  const ProcessResult result = workspace.attack(
      "CREATE TEMP TABLE mine AS SELECT * FROM mine;\nCREATE TEMP TABLE datasets (id int PRIMARY KEY);\n"
      "INSERT INTO datasets VALUES (1);\nDROP TABLE mine;\n\n-- deed:upgrade\nINSERT INTO mine VALUES (7, 'kept');\n");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.database().value("SELECT t FROM mine WHERE id = 7") == "kept");
  CHECK(workspace.database().value("SELECT count(*) FROM deed.ownership WHERE object = 'public.mine'") == "1");
  CHECK(workspace.untouched());
}

TEST_CASE("what one step leaves in the session is gone for the next") {
  Attack workspace;
  const ProcessResult result = workspace.attack(
      "CREATE TEMP TABLE mine AS SELECT * FROM mine;\nPREPARE p AS SELECT 1;\n\n-- deed:upgrade\nPREPARE p AS SELECT 2;\nALTER TABLE mine "
      "ADD COLUMN added int;\n");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'mine'::regclass AND attname = 'added'") == "1");
}

TEST_CASE("statements that deed has prepared in the session cannot be replaced by a later step") {
  Attack workspace;
  const auto [harm, exit_code] = GENERATE_COPY(table<std::string, int>({{"", 0}, {kHiddenDelete, 7}}));
  const std::string instead = GENERATE(as<std::string>(), "SELECT 0 WHERE false", "SELECT public.evil()");
  std::string steps =
      "-- deed:upgrade\nCREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN " + kHiddenDelete + "RETURN 0; END $$;\n\n";
  for (const char* column : {"one", "two", "three"}) {
    steps += fmt::format("-- deed:upgrade\nALTER TABLE mine ADD COLUMN {} int;\n\n", column);
  }
  const ProcessResult result =
      workspace.attack(steps +
                       "-- deed:upgrade\nDO $$ DECLARE one record; replaced int := 0; BEGIN\n"
                       "  FOR one IN SELECT name, parameter_types FROM pg_prepared_statements LOOP\n"
                       "    EXECUTE format('DEALLOCATE %I', one.name);\n"
                       "    EXECUTE format('PREPARE %I (%s) AS " +
                       instead +
                       "', one.name, array_to_string(one.parameter_types, ','));\n"
                       "    replaced := replaced + 1;\n  END LOOP;\n  RAISE NOTICE '% were replaced', replaced;\n  " +
                       harm + "END $$;\n\n-- deed:upgrade\nALTER TABLE mine ADD COLUMN four int;\n");
  CAPTURE(harm, result.err);
  CHECK(result.exit_code == exit_code);
  CHECK_THAT(result.err, Contains(" were replaced") && !Contains(" 0 were replaced"));
  CHECK(workspace.database().value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'mine'::regclass AND attname = 'four'") ==
        (exit_code == 0 ? "1" : "0"));
  CHECK(workspace.untouched());
}

TEST_CASE("a function that runs within plain DDL replaces none of the statements that the guard is believed by") {
  Attack workspace;
  // What hides the neighbour's table, in the statement that lists what was touched, and what hides that, in the one that tells.
  const std::string evil =
      "CREATE FUNCTION evil(i int) RETURNS bool LANGUAGE plpgsql AS $f$ DECLARE one record; instead text; replaced int := 0; BEGIN\n"
      "  FOR one IN SELECT name, statement, array_to_string(parameter_types, ',') AS types FROM pg_prepared_statements LOOP\n"
      "    CONTINUE WHEN one.statement NOT LIKE '%WITH held AS MATERIALIZED%' AND one.statement NOT LIKE '%NOT from_sql%';\n"
      "    instead := replace(one.statement, 'WHERE NOT from_sql', '');\n"
      "    IF one.statement LIKE '%WITH held AS MATERIALIZED%' THEN\n"
      "      instead := format('SELECT * FROM (%s) AS all_of_it WHERE NOT (kind IN (''relation'', ''present'') AND object IN (SELECT "
      "oid::text FROM pg_class WHERE relname LIKE ''datasets%%''))', one.statement);\n"
      "    END IF;\n"
      "    EXECUTE format('DEALLOCATE %I', one.name);\n"
      "    EXECUTE format('PREPARE %I (%s) AS %s', one.name, one.types, instead);\n"
      "    replaced := replaced + 1;\n  END LOOP;\n  RAISE NOTICE '% were replaced', replaced;\n  " +
      kHiddenDelete + "RETURN true; END $f$;\n";
  std::string steps = "-- deed:upgrade\n" + evil + "ALTER TABLE mine ADD CONSTRAINT c CHECK (evil(id)) NOT VALID;\n\n";
  for (const char* column : {"one", "two", "three"}) {
    steps += fmt::format("-- deed:upgrade\nALTER TABLE mine ADD COLUMN {} int;\n\n", column);
  }
  const ProcessResult result = workspace.attack(steps + "-- deed:upgrade\nALTER TABLE mine VALIDATE CONSTRAINT c;\n");
  CAPTURE(result.err);
  CHECK(result.exit_code == 7);
  CHECK_THAT(result.err, Contains(" were replaced") && Contains("datasets"));
  CHECK(workspace.untouched());
}

TEST_CASE("code that plain DDL runs and no definition keeps is seen by the whole guard") {
  Attack workspace;
  REQUIRE(workspace
              .upgrade("att", "cccccccccccc", "bbbbbbbbbbbb",
                       "-- deed:upgrade\nCREATE FUNCTION evil(i int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'GRANT ALL ON "
                       "public.data' || 'sets TO PUBLIC'; RETURN true; END $$;\nCREATE FUNCTION lower(i int) RETURNS int LANGUAGE plpgsql "
                       "IMMUTABLE AS $$ BEGIN PERFORM public.evil(i); RETURN i; END $$;\nCREATE DOMAIN dom AS int CHECK (evil(VALUE));\n"
                       "CREATE TYPE comp AS (d dom);\nCREATE TABLE pp (i int) PARTITION BY LIST (i);\nCREATE TABLE pq (i int);\n")
              .exit_code == 0);
  const std::string statement = GENERATE(
      as<std::string>(), "CREATE VIEW v AS SELECT ('(3)'::public.comp) IS NULL AS b;",
      "CREATE POLICY p ON mine USING (('(3)'::public.comp) IS NULL);", "CREATE TABLE pp1 PARTITION OF pp FOR VALUES IN ('3'::public.dom);",
      "CREATE TABLE pp1 PARTITION OF pp FOR VALUES IN (lower(3));", "ALTER TABLE pp ATTACH PARTITION pq FOR VALUES IN (lower(3));",
      "ALTER TABLE mine ADD COLUMN b bool DEFAULT (domain_in('3'::cstring, to_regtype('public.d' || 'om')::oid, -1) IS NULL);");
  CAPTURE(statement);
  const ProcessResult result = workspace.upgrade("att", "dddddddddddd", "cccccccccccc", "-- deed:upgrade\n" + statement);
  CAPTURE(result.err);
  CHECK(result.exit_code == 7);
  CHECK(workspace.untouched());
}

TEST_CASE("what code reads within plain DDL and rolls back is seen") {
  Attack workspace;
  REQUIRE(workspace
              .upgrade("att", "cccccccccccc", "bbbbbbbbbbbb",
                       "-- deed:upgrade\nCREATE TABLE loot (v text);\nCREATE FUNCTION evil(i int) RETURNS bool LANGUAGE plpgsql AS $f$ "
                       "DECLARE v text; BEGIN BEGIN EXECUTE 'SELECT string_agg(name, '','') FROM public.data' || 'sets' INTO v; RAISE "
                       "EXCEPTION 'x'; EXCEPTION WHEN raise_exception THEN NULL; END; INSERT INTO public.loot VALUES (v); RETURN true; END "
                       "$f$;\nALTER TABLE mine ADD CONSTRAINT c CHECK (evil(id)) NOT VALID;\n")
              .exit_code == 0);
  const ProcessResult result =
      workspace.upgrade("att", "dddddddddddd", "cccccccccccc", "-- deed:upgrade\nALTER TABLE mine VALIDATE CONSTRAINT c;\n");
  CAPTURE(result.err);
  CHECK(result.exit_code == 7);
  CHECK(workspace.database().value("SELECT count(*) FROM loot") == "0");
}

TEST_CASE("where a literal ends is what deed has read, whatever an earlier step has set") {
  Attack workspace;
  const ProcessResult result = workspace.attack(
      "-- deed:upgrade\nCREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN " + kHiddenDelete +
      "RETURN 1; END $$;\nCREATE FUNCTION imm(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil(); RETURN t; "
      "END $$;\n\n-- deed:upgrade\nDO $$ BEGIN EXECUTE 'SET standard_' || 'conforming_strings = off'; END $$;\n\n"
      "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY cx ON mine ((t || '\\'' || public.imm(t))) --'));\n");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.untouched());
}

TEST_CASE("an operator of somebody's is not called where an adopt step looks") {
  Attack workspace;
  workspace.database().sql("CREATE TABLE old1 (i int)");
  REQUIRE(workspace
              .upgrade("att", "cccccccccccc", "bbbbbbbbbbbb",
                       "-- deed:upgrade\nCREATE FUNCTION eqq(a oid, b int4) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN " + kHiddenDelete +
                           "RETURN a OPERATOR(pg_catalog.=) b::oid; END $$;\nCREATE OPERATOR public.= (leftarg = oid, rightarg = int4, "
                           "function = eqq);\n")
              .exit_code == 0);
  const ProcessResult result =
      workspace.upgrade("att", "dddddddddddd", "cccccccccccc", "-- deed:upgrade adopt\nCREATE TABLE old1 (i int);\n");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.untouched());
}

TEST_CASE("a type of the step's own making is not what deed's statements cast to") {
  Attack workspace;
  const ProcessResult result =
      workspace.attack("CREATE FUNCTION evil(pg_catalog.text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN " + kHiddenDelete +
                       "RETURN true; END $$;\nCREATE DOMAIN pg_temp.text AS pg_catalog.text CHECK (evil(VALUE));");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.untouched());
}

TEST_CASE("an autocommit statement runs no code of the service's own") {
  Attack workspace;
  REQUIRE(workspace
              .upgrade(
                  "att", "cccccccccccc", "bbbbbbbbbbbb",
                  "-- deed:upgrade\nCREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF (SELECT count(*) FROM mine) > 1 "
                  "THEN " +
                      kHiddenDelete +
                      "END IF; RETURN 1; END $$;\nCREATE FUNCTION imm(i int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM "
                      "public.evil(); RETURN i; END $$;\nCREATE FUNCTION lower(i int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ "
                      "BEGIN PERFORM public.evil(); RETURN i; END $$;\nCREATE TABLE quiet (id int);\nCREATE INDEX quiet_i ON quiet "
                      "(imm(id));\nCREATE FUNCTION row_fn(m mine) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM "
                      "public.evil(); RETURN 1; END $$;\nCREATE TYPE pair AS (a int);\nCREATE FUNCTION apart(a int, b int) RETURNS float8 "
                      "LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.evil(); RETURN a - b; END $$;\nCREATE TYPE span AS RANGE "
                      "(subtype = int, subtype_diff = apart);\nCREATE TABLE ranges (r span);\nCREATE TYPE e AS ENUM ('x');\nCREATE TABLE "
                      "moods (id int, e e);\nCREATE FUNCTION op(a e, b int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM "
                      "public.evil(); RETURN true; END $$;\nCREATE OPERATOR >= (leftarg = e, rightarg = int, function = op);\nCREATE "
                      "OPERATOR <= (leftarg = e, rightarg = int, function = op);\nCREATE OPERATOR = (leftarg = e, rightarg = int, function "
                      "= op);\n")
              .exit_code == 0);
  workspace.database().sql("INSERT INTO mine VALUES (2, 'y')");
  const std::string statement = GENERATE(
      as<std::string>(), "CREATE INDEX CONCURRENTLY x ON mine (imm(id));", "CREATE INDEX CONCURRENTLY x ON mine (lower(id));",
      "CREATE INDEX CONCURRENTLY x ON mine (id) WHERE imm(id) > 0;", "ANALYZE quiet;", "VACUUM FULL quiet;",
      "REINDEX INDEX CONCURRENTLY quiet_i;", "CREATE INDEX CONCURRENTLY x ON mine ((mine.row_fn));",
      "CREATE INDEX CONCURRENTLY x ON mine ((imm(id)::public.pair));", "ANALYZE ranges;",
      "CREATE INDEX CONCURRENTLY x ON ranges USING gist (r);", "CREATE INDEX CONCURRENTLY x ON moods (id) WHERE e BETWEEN 1 AND 2;",
      "CREATE INDEX CONCURRENTLY x ON moods (id) WHERE CASE e WHEN 1 THEN true ELSE false END;");
  CAPTURE(statement);
  const ProcessResult result = workspace.upgrade("att", "dddddddddddd", "cccccccccccc", "-- deed:upgrade autocommit\n" + statement);
  CAPTURE(result.err);
  CHECK(result.exit_code == 6);
  CHECK_THAT(result.err, Contains("ordinary step"));
  CHECK(workspace.untouched());
}

TEST_CASE("built-in functions may stand in an index that is built concurrently") {
  Attack workspace;
  const ProcessResult result = workspace.attack(
      "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY x ON mine (lower(t), (id + 1)) WHERE t <> 'z';\nANALYZE mine;\nVACUUM mine;");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a sequence is moved only where the text names it") {
  Attack workspace;
  const std::string statement =
      GENERATE(as<std::string>(), "SELECT setval(pg_get_serial_sequence('datasets', 'id'), 1);",
               "SELECT setval(c.oid::regclass, 7) FROM pg_class c WHERE relname = 'counter';", "SELECT nextval('coun' || 'ter');",
               "SELECT setval('counter', 1);", "DO $$ DECLARE s text := 'counter'; BEGIN PERFORM nextval(s); END $$;");
  CAPTURE(statement);
  const ProcessResult result = workspace.attack(statement);
  CAPTURE(result.err);
  CHECK(result.exit_code == 6);
  CHECK(workspace.untouched());
}

TEST_CASE("a service's own sequence may be named by its table") {
  Attack workspace;
  const ProcessResult result = workspace.attack(
      "CREATE TABLE se (id serial PRIMARY KEY);\nSELECT setval(pg_get_serial_sequence('se', 'id'), 10);\nSELECT "
      "nextval(pg_get_serial_sequence('se', 'id')::regclass);");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a partition that another service holds stays out of reach through its parent") {
  Attack workspace;
  workspace.revision("att", "cccccccccccc", "bbbbbbbbbbbb",
                     "-- deed:upgrade\nCREATE TABLE par (i int, t text) PARTITION BY LIST (i);\nCREATE INDEX par_i ON par (i);\n"
                     "CREATE TABLE par_1 PARTITION OF par FOR VALUES IN (1);\n-- deed:give par_1 to own\n\n-- deed:downgrade\n");
  workspace.revision("own", "eeeeeeeeeeee", "aaaaaaaaaaaa\nDepends On: att:cccccccccccc",
                     "-- deed:upgrade\n-- deed:take par_1 from att\nSELECT 1;\n\n-- deed:downgrade\n");
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  const std::string body = GENERATE(as<std::string>(), "GRANT ALL ON par_1 TO PUBLIC;", "INSERT INTO par VALUES (1, 'x');",
                                    "-- deed:upgrade autocommit\nREINDEX TABLE CONCURRENTLY par;",
                                    "-- deed:upgrade autocommit\nVACUUM FULL par;", "-- deed:upgrade autocommit\nANALYZE par;");
  CAPTURE(body);
  const std::string state =
      "SELECT concat_ws('/', relacl, relfilenode, reltuples, (SELECT count(*) FROM par_1)) FROM pg_class WHERE relname = 'par_1'";
  const std::string before = workspace.database().value(state);
  const ProcessResult result =
      workspace.upgrade("att", "dddddddddddd", "cccccccccccc", body.starts_with("--") ? body : "-- deed:upgrade\n" + body);
  CAPTURE(result.err);
  CHECK((result.exit_code == 6 || result.exit_code == 7));
  CHECK(workspace.database().value(state) == before);
}

TEST_CASE("a declared action explains no other change of the rows") {
  Attack workspace;
  workspace.revision("own", "cccccccccccc", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nCREATE TABLE parent (id int PRIMARY KEY, n int);\nCREATE TABLE side (id int);\n"
                     "INSERT INTO parent VALUES (1, 1), (2, 2);\n-- deed:share parent with att: reference\n\n-- deed:downgrade\n");
  workspace.revision("att", "dddddddddddd", "bbbbbbbbbbbb\nDepends On: own:cccccccccccc",
                     "-- deed:upgrade\nCREATE TABLE child (id int, p int REFERENCES parent ON DELETE CASCADE);\n"
                     "INSERT INTO child VALUES (1, 1), (2, 2);\n\n-- deed:downgrade\n");
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  SECTION("an undecided statement") {
    const std::string first = GENERATE(as<std::string>(), "UPDATE parent SET n = n + 1;", "DELETE FROM parent WHERE id = 2;",
                                       "INSERT INTO parent VALUES (3, 3);");
    const ProcessResult result = workspace.upgrade(
        "own", "eeeeeeeeeeee", "cccccccccccc", "-- deed:upgrade\n" + first + "\nDO $$ BEGIN EXECUTE 'DELETE FROM chi' || 'ld'; END $$;");
    CHECK(result.exit_code == 7);
    CHECK(workspace.database().value("SELECT count(*) FROM child") == "2");
  }
  SECTION("a trigger") {
    REQUIRE(workspace
                .upgrade("own", "eeeeeeeeeeee", "cccccccccccc",
                         "-- deed:upgrade\n" + trigger_function("wipe", "EXECUTE 'DELETE FROM chi' || 'ld'; ") +
                             "CREATE TRIGGER wipe AFTER INSERT ON side FOR EACH ROW EXECUTE FUNCTION wipe();")
                .exit_code == 0);
    const ProcessResult result = workspace.upgrade("own", "ffffffffffff", "eeeeeeeeeeee",
                                                   "-- deed:upgrade\nDELETE FROM parent WHERE id = 2;\nINSERT INTO side VALUES (1);");
    CHECK(result.exit_code == 7);
    CHECK(workspace.database().value("SELECT count(*) FROM child") == "2");
  }
  SECTION("nothing else: the action runs, in a later step of a run too") {
    const ProcessResult result =
        workspace.upgrade("own", "eeeeeeeeeeee", "cccccccccccc",
                          "-- deed:upgrade\nUPDATE parent SET n = 5 WHERE id = 1;\n\n-- deed:upgrade\nDELETE FROM parent WHERE id = 2;");
    CAPTURE(result.err);
    CHECK(result.exit_code == 0);
    CHECK(workspace.database().value("SELECT count(*) FROM child") == "1");
  }
}

TEST_CASE("what was given away in an autocommit step is known as one's own no more") {
  Attack workspace;
  const ProcessResult result = workspace.attack(
      "-- deed:upgrade\nCREATE TABLE plain (i int);\nCREATE TABLE other (i int);\n\n-- deed:upgrade\nINSERT INTO plain VALUES (1);\n\n"
      "-- deed:upgrade autocommit\n-- deed:give plain to own\nANALYZE other;\n\n"
      "-- deed:upgrade\nDO $$ BEGIN EXECUTE 'DELETE FROM pla' || 'in'; END $$;");
  CAPTURE(result.err);
  CHECK(result.exit_code == 7);
  CHECK(workspace.database().value("SELECT count(*) FROM plain") == "1");
}

TEST_CASE("a share that is withdrawn while a run is under way allows nothing more") {
  Attack workspace;
  REQUIRE(workspace
              .upgrade("own", "cccccccccccc", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE ds (i int);\n-- deed:share ds with att: alter")
              .exit_code == 0);
  workspace.revision("att", "dddddddddddd", "bbbbbbbbbbbb\nDepends On: own:cccccccccccc",
                     "-- deed:upgrade\nSELECT pg_sleep(3);\n\n-- deed:upgrade\nALTER TABLE ds ADD COLUMN x int;\n\n-- deed:downgrade\n");
  RunningProcess run({"deed", "-s", "att", "upgrade", "head"}, workspace.options());
  workspace.database().value("SELECT pg_sleep(1)");
  REQUIRE(workspace.upgrade("own", "eeeeeeeeeeee", "cccccccccccc", "-- deed:upgrade\n-- deed:unshare ds with att\nSELECT 1;").exit_code ==
          0);
  CHECK(run.wait().exit_code == 7);
  CHECK(workspace.database().value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'ds'::regclass AND attname = 'x'") == "0");
}

TEST_CASE("names of indexes, constraints and sequences are names as others") {
  Attack workspace;
  REQUIRE(workspace.upgrade("own", "cccccccccccc", "aaaaaaaaaaaa", "-- deed:upgrade\n-- deed:claim gw_*\nSELECT 1;").exit_code == 0);
  const auto [body, code] = GENERATE(table<std::string, int>({
      {"CREATE INDEX gw_b ON mine (t);", 6},
      {"CREATE TABLE idt (j int CONSTRAINT gw_users UNIQUE);", 6},
      {"CREATE TABLE idt (i int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.gw_a));", 6},
      {"ALTER INDEX mine_pkey RENAME TO gw_c;", 6},
      {"DO $$ BEGIN EXECUTE 'CREATE INDEX gw' || '_b ON mine (t)'; END $$;", 7},
  }));
  CAPTURE(body);
  const ProcessResult result = workspace.attack(body);
  CAPTURE(result.err);
  CHECK(result.exit_code == code);
}

TEST_CASE("functions that dynamic SQL makes, changes or drops are found") {
  Attack workspace;
  const std::string sql =
      GENERATE(as<std::string>(), "CREATE FUNCTION zz' || 'fn() RETURNS int LANGUAGE sql AS ''select 2''",
               "CREATE FUNCTION own_' || 'fn(int) RETURNS int LANGUAGE sql AS ''select 2''",
               "CREATE OR REPLACE FUNCTION own_' || 'fn() RETURNS int LANGUAGE sql AS ''select 2''",
               "ALTER FUNCTION own_' || 'fn() COST 999", "GRANT ALL ON FUNCTION own_' || 'fn() TO PUBLIC", "DROP FUNCTION own_' || 'fn()");
  CAPTURE(sql);
  const ProcessResult result = workspace.attack("DO $$ BEGIN EXECUTE '" + sql + "'; END $$;");
  CAPTURE(result.err);
  CHECK(result.exit_code == 7);
  CHECK(workspace.untouched());
}

TEST_CASE("functions of types and of the text itself are the service's own") {
  Attack workspace;
  const ProcessResult result = workspace.attack(
      "CREATE TYPE span AS RANGE (subtype = int);\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\nDO $$ BEGIN "
      "EXECUTE 'ALTER FUNCTION f() CO' || 'ST 5'; END $$;\nDROP TYPE span;\nDROP FUNCTION f();");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a gift is nobody else's, and once taken it never comes back") {
  Attack workspace;
  workspace.service("third");
  REQUIRE(workspace.upgrade("own", "cccccccccccc", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE gift (i int);\n-- deed:give gift to att")
              .exit_code == 0);
  CHECK(workspace.upgrade("third", "111111111111", "", "-- deed:upgrade\n-- deed:claim gift\nDROP TABLE gift;").exit_code == 6);
  REQUIRE(workspace
              .upgrade("att", "dddddddddddd", "bbbbbbbbbbbb\nDepends On: own:cccccccccccc",
                       "-- deed:upgrade\n-- deed:take gift from own\nALTER TABLE gift RENAME TO received;")
              .exit_code == 0);
  // The name is free again, and nobody waits for it.
  const ProcessResult again =
      workspace.upgrade("own", "eeeeeeeeeeee", "cccccccccccc", "-- deed:upgrade\nCREATE TABLE gift (i int);\nINSERT INTO gift VALUES (1);");
  CAPTURE(again.err);
  CHECK(again.exit_code == 0);
  CHECK(workspace.upgrade("own", "ffffffffffff", "eeeeeeeeeeee", "-- deed:upgrade\nDROP TABLE received;").exit_code == 6);
}

TEST_CASE("a share to alter takes nothing away from under its name") {
  Attack workspace;
  REQUIRE(workspace
              .upgrade("own", "cccccccccccc", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE ds (i int);\n-- deed:share ds with att: alter")
              .exit_code == 0);
  workspace.database().sql("CREATE SCHEMA other");
  const std::string statement =
      GENERATE(as<std::string>(), "DROP TABLE ds;", "ALTER TABLE ds RENAME TO captured;", "ALTER TABLE ds SET SCHEMA other;");
  CHECK(workspace.attack(statement).exit_code == 6);
  const ProcessResult hidden = workspace.attack("DO $$ BEGIN EXECUTE replace('" + statement + "', 'TABLE ds', 'TABLE d' || 's'); END $$;");
  CHECK(hidden.exit_code == 7);
  CHECK_THAT(hidden.err,
             Contains("which belongs to own; a share to alter covers all but the name") && Contains("-- deed:give public.ds to att"));
  CHECK(workspace.attack("ALTER TABLE ds ADD COLUMN x int;").exit_code == 0);
}

TEST_CASE("a share to alter takes no name from types and schemas, whose renaming leaves no lock") {
  Attack workspace;
  REQUIRE(workspace
              .upgrade("own", "cccccccccccc", "aaaaaaaaaaaa",
                       "-- deed:upgrade\nCREATE TYPE tint AS ENUM ('a');\nCREATE DOMAIN small AS int;\n-- deed:share tint with att: "
                       "alter\n-- deed:share small with att: alter")
              .exit_code == 0);
  const std::string sql = GENERATE(as<std::string>(), "ALTER TYPE ti' || 'nt RENAME TO hue", "ALTER DOMAIN sma' || 'll RENAME TO tiny");
  const ProcessResult hidden = workspace.attack("DO $$ BEGIN EXECUTE '" + sql + "'; END $$;");
  CHECK(hidden.exit_code == 7);
  CHECK_THAT(hidden.err, Contains("a share to alter covers all but the name"));
}

TEST_CASE("deed's advisory locks and the constraints of others' domains are out of reach") {
  Attack workspace;
  const std::string statement =
      GENERATE(as<std::string>(), "SELECT pg_advisory_lock(1145390436, 5);", "SELECT pg_try_advisory_xact_lock_shared(1145390436, 0);",
               "ALTER DOMAIN public.posint RENAME CONSTRAINT pos TO hacked;");
  CHECK(workspace.attack(statement).exit_code == 6);
  CHECK(workspace.untouched());
}

TEST_CASE("effects that leave no lock are found in the catalogue") {
  Attack workspace;
  const std::string sql = GENERATE(
      as<std::string>(), "GRANT SELECT ON public.data' || 'sets TO PUBLIC", "GRANT SELECT (name) ON public.data' || 'sets TO PUBLIC",
      "GRANT ALL ON SEQUENCE public.coun' || 'ter TO PUBLIC", "ALTER TYPE public.mo' || 'od RENAME TO hacked",
      "GRANT USAGE ON TYPE public.mo' || 'od TO PUBLIC", "ALTER DOMAIN public.pos' || 'int RENAME TO hacked",
      "ALTER DOMAIN public.pos' || 'int SET DEFAULT 3", "ALTER DOMAIN public.pos' || 'int ADD CONSTRAINT c2 CHECK (VALUE < 100)",
      "GRANT CREATE ON SCHEMA pub' || 'lic TO PUBLIC", "ALTER DEFAULT PRIVI' || 'LEGES GRANT SELECT ON TABLES TO PUBLIC",
      "ALTER DEFAULT PRIVI' || 'LEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
      "CREATE PUBLI' || 'CATION everything FOR ALL TABLES",
      "INSERT INTO pg_en' || 'um SELECT 99999, oid, 9, ''z'' FROM pg_type WHERE typname = ''mood''");
  const std::string before = GENERATE(as<std::string>(), "", "CREATE TABLE further (id int REFERENCES mine (id));\n");
  CAPTURE(sql, before);
  SECTION("at once") { CHECK(workspace.attack(before + "DO $$ BEGIN EXECUTE '" + sql + "'; END $$;").exit_code == 7); }
  SECTION("in a sub-transaction") {
    CHECK(workspace.attack(before + "DO $$ BEGIN BEGIN EXECUTE '" + sql + "'; EXCEPTION WHEN division_by_zero THEN NULL; END; END $$;")
              .exit_code == 7);
  }
  CHECK(workspace.untouched());
}

TEST_CASE("effects that leave no lock on what is the service's own are free") {
  Attack workspace;
  const std::string body =
      GENERATE(as<std::string>(), "DO $$ BEGIN EXECUTE 'GRANT SELECT ON mi' || 'ne TO PUBLIC'; END $$;",
               "CREATE TYPE t9 AS ENUM ('a');\nALTER TYPE t9 RENAME TO t8;\nALTER TYPE t8 RENAME VALUE 'a' TO 'b';",
               "CREATE SCHEMA s9;\nDO $$ BEGIN EXECUTE 'GRANT USAGE ON SCHEMA s' || '9 TO PUBLIC'; END $$;\nALTER DEFAULT PRIVILEGES IN "
               "SCHEMA s9 GRANT "
               "SELECT ON TABLES TO PUBLIC;",
               "CREATE DOMAIN d9 AS int;\nDO $$ BEGIN EXECUTE 'ALTER DOMAIN d' || '9 ADD CONSTRAINT c CHECK (VALUE > 0)'; END $$;",
               "GRANT SELECT ON mine TO PUBLIC;\nREVOKE ALL ON mine FROM PUBLIC;\nCREATE TABLE a9 (i int);\nINSERT INTO a9 VALUES (1);");
  CAPTURE(body);
  const ProcessResult result = workspace.attack(body);
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.untouched());
}

TEST_CASE("objects of every kind may be made where the text says so, and nowhere else") {
  Attack workspace;
  const auto [written, hidden] = GENERATE(table<std::string, std::string>({
      {"CREATE COLLATION k9 (locale = 'C')", "CREATE COLL' || 'ATION k9 (locale = ''C'')"},
      {"CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq)",
       "CREATE OPERA' || 'TOR === (leftarg = int, rightarg = int, function = int4eq)"},
      {"CREATE TEXT SEARCH CONFIGURATION k9 (COPY = simple)", "CREATE TEXT SEARCH CONFIG' || 'URATION k9 (COPY = simple)"},
      {"CREATE TYPE k9 AS RANGE (subtype = int)", "CREATE TY' || 'PE k9 AS RANGE (subtype = int)"},
      {"CREATE TYPE k9 AS (a int)", "CREATE TY' || 'PE k9 AS (a int)"},
      {"CREATE DOMAIN k9 AS int CHECK (VALUE > 0)", "CREATE DOM' || 'AIN k9 AS int"},
      {"CREATE SCHEMA k9", "CREATE SCHE' || 'MA k9"},
      {"CREATE SEQUENCE k9", "CREATE SEQ' || 'UENCE k9"},
      {"CREATE VIEW k9 AS SELECT 1 AS a", "CREATE VI' || 'EW k9 AS SELECT 1 AS a"},
      {"CREATE FUNCTION k9() RETURNS int LANGUAGE sql AS 'SELECT 1'",
       "CREATE FUNC' || 'TION k9() RETURNS int LANGUAGE sql AS ''SELECT 1''"},
  }));
  CAPTURE(written);
  const ProcessResult refused = workspace.attack("DO $$ BEGIN EXECUTE '" + hidden + "'; END $$;");
  CAPTURE(refused.err);
  CHECK(refused.exit_code == 7);
  const ProcessResult allowed = workspace.attack(written + ";");
  CAPTURE(allowed.err);
  CHECK(allowed.exit_code == 0);
}

TEST_CASE("what an attacker found: reads that are rolled back, cursors that outlive, new names, deed's own objects") {
  Attack workspace;
  const std::string body = GENERATE(
      as<std::string>(),
      // The locks of a sub-transaction go with it.
      "DO $$ DECLARE v text; BEGIN BEGIN EXECUTE 'SELECT string_agg(name, '','') FROM data' || 'sets' INTO v; RAISE EXCEPTION 'x'; "
      "EXCEPTION "
      "WHEN OTHERS THEN NULL; END; INSERT INTO mine VALUES (7, v); END $$;",
      "DO $$ DECLARE v text; BEGIN BEGIN EXECUTE 'SELECT name FROM data' || 'sets WHERE ctid = ''(0,1)''' INTO v; RAISE EXCEPTION 'x'; "
      "EXCEPTION WHEN OTHERS THEN NULL; END; INSERT INTO mine VALUES (7, v); END $$;",
      trigger_function("peep", "BEGIN EXECUTE 'DELETE FROM data' || 'sets'; RAISE EXCEPTION 'x'; EXCEPTION WHEN OTHERS THEN NULL; END;") +
          "CREATE TRIGGER peep AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION peep();\n\n-- deed:upgrade\nINSERT INTO mine VALUES (7, "
          "'y');",
      // READ ONLY lets CLUSTER pass.
      "CREATE FUNCTION late() RETURNS int LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'CLUSTER data' || 'sets USING data' || 'sets_name'; RETURN "
      "1; "
      "END $$;\nDECLARE c CURSOR WITH HOLD FOR SELECT late();",
      "DO $$ BEGIN EXECUTE 'ALTER TABLE mine RENAME TO own' || '_next'; END $$;",
      "CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';\n\n-- deed:upgrade\nDO $$ BEGIN EXECUTE 'ALTER FUNCTION f(text) "
      "RENAME "
      "TO own' || '_fn'; END $$;",
      "-- deed:claim schema:public\nDO $$ BEGIN EXECUTE 'ALTER SCHEMA pub' || 'lic RENAME TO gone'; END $$;",
      // Of a constraint that came and went nobody can tell what it ran.
      "CREATE TYPE e AS ENUM ('x');\nCREATE FUNCTION lower(e) RETURNS int LANGUAGE plpgsql VOLATILE AS $$ BEGIN EXECUTE 'GRANT ALL ON "
      "data' || 'sets TO PUBLIC'; RETURN 1; END $$;\nCREATE TABLE es (e e);\nINSERT INTO es VALUES ('x');\n\n-- deed:upgrade\nALTER TABLE "
      "es "
      "ADD CONSTRAINT k CHECK (lower(e) > 0);\nALTER TABLE es DROP CONSTRAINT k;");
  CAPTURE(body);
  // A name that own holds by a pattern.
  REQUIRE(workspace.upgrade("own", "dddddddddddd", "aaaaaaaaaaaa", "-- deed:upgrade\n-- deed:claim own_*\nCREATE TABLE own_rows (id int);")
              .exit_code == 0);
  const ProcessResult result = workspace.attack(body);
  CAPTURE(result.out, result.err);
  CHECK((result.exit_code == 7 || result.exit_code == 6));
  CHECK(workspace.database().value("SELECT relacl IS NULL FROM pg_class WHERE relname = 'datasets'") == "t");
  CHECK(workspace.database().value("SELECT count(*) FROM mine") == "1");
}

TEST_CASE("what is deed's own or PostgreSQL's cannot be claimed") {
  Attack workspace;
  const std::string name =
      GENERATE(as<std::string>(), "deed.ownership", "deed.version_own", "schema:deed", "deed.*", "pg_catalog.pg_class", "deed.version_x");
  CAPTURE(name);
  const ProcessResult result = workspace.attack("-- deed:claim " + name + "\nSELECT 1;");
  CHECK(result.exit_code == 6);
  CHECK_THAT(result.err, Contains("may not be claimed: schema "));
}

TEST_CASE("an extension may bring composite types") {
  Attack workspace;
  const ProcessResult result = workspace.attack("CREATE EXTENSION tablefunc;");
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a claim of a parent takes no child that another service's pattern covers") {
  Attack workspace;
  REQUIRE(workspace.upgrade("own", "dddddddddddd", "aaaaaaaaaaaa", "-- deed:upgrade\n-- deed:claim own_*").exit_code == 0);
  workspace.database().sql("CREATE TABLE legacy (id int); CREATE TABLE own_child () INHERITS (legacy)");
  const std::string body = GENERATE(as<std::string>(), "-- deed:claim legacy\nALTER TABLE legacy ADD COLUMN z int;",
                                    "-- deed:claim legacy\nDROP TABLE legacy CASCADE;",
                                    "-- deed:claim legacy\nDO $$ BEGIN EXECUTE 'DROP TABLE own' || '_child'; END $$;");
  CAPTURE(body);
  CHECK(workspace.attack(body).exit_code == 7);
  CHECK(workspace.database().value("SELECT to_regclass('own_child') IS NOT NULL") == "t");
}
