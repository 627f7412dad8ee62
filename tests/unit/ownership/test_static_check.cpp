#include <catch2/catch.hpp>

#include "ownership_fixture.h"

using namespace deed;

namespace {

// The neighbour's part of the database, and mine.
OwnershipMap shared_database() {
  OwnershipMap map;
  fold_text(
      map, "selection",
      "CREATE TABLE datasets (id serial PRIMARY KEY, n int); CREATE INDEX datasets_n_idx ON datasets (n); CREATE TYPE kind AS ENUM ('a');"
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE SCHEMA theirs;"
      "\n-- deed:claim sel_*\n-- deed:claim shared\n-- deed:share shared with me: read, reference\n-- deed:claim open\n-- deed:share open "
      "with *: write\n");
  fold_text(map, "me", "CREATE TABLE mine (id int PRIMARY KEY); CREATE INDEX mine_i ON mine (id); -- x\n");
  return map;
}

// The verdict on a step of mine: "allowed", or what the findings say.
std::string verdict(const std::string& body, const ownership::CheckOptions& options = {.schemas = {"public"}},
                    const std::string& section = "-- deed:upgrade") {
  OwnershipMap map = shared_database();
  const ParsedStep parsed = step(body, section);
  std::string text;
  for (const Finding& finding : ownership::check_step(map, parsed, {"me", "0123456789ab", {"public"}}, "r.sql", options).findings) {
    CHECK_FALSE(finding.hint.empty());
    text += (text.empty() ? "" : "; ") + std::string(word(finding.rule)) + (finding.severity == Severity::warning ? " (warning)" : "") +
            ": " + finding.message;
  }
  return text.empty() ? "allowed" : text;
}

}  // namespace

TEST_CASE("what is mine, shared with me, or common ground is allowed") {
  const std::string body =
      GENERATE(as<std::string>(), "CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree);", "ALTER TABLE mine ADD COLUMN a int;",
               "DROP INDEX mine_i;", "CREATE TABLE fresh (a int); INSERT INTO fresh VALUES (1); DROP TABLE fresh;", "SELECT * FROM shared;",
               "CREATE TABLE fresh (a int REFERENCES shared);", "UPDATE open SET a = 1;", "SELECT * FROM open;",
               "SELECT * FROM pg_class, information_schema.tables;", "CREATE TEMP TABLE datasets (a int); INSERT INTO datasets VALUES (1);",
               "WITH datasets AS (SELECT 1) SELECT * FROM datasets;", "SELECT 'DROP TABLE datasets';",
               "CREATE TABLE fresh (a citext DEFAULT gen_random_uuid());", "CREATE SCHEMA IF NOT EXISTS theirs;",
               "CREATE SCHEMA own; CREATE TABLE own.datasets (a int);", "SET LOCAL search_path = own, public; -- x\nDROP TABLE mine;",
               "ALTER TABLE mine RENAME TO other; ALTER TABLE other ADD COLUMN b int;", "SAVEPOINT a; ROLLBACK TO a;",
               "-- deed:claim legacy\nALTER TABLE legacy ADD COLUMN a int;", "CREATE TABLE \"DATASETS\" (a int);");
  CAPTURE(body);
  CHECK(verdict(body) == "allowed");
}

TEST_CASE("another service's object is refused with its owner, the access and a way out") {
  const auto [body, expected] = GENERATE(table<std::string, std::string>({
      {"DROP TABLE datasets;", "foreign-object: DROP TABLE would alter public.datasets, which belongs to selection."},
      {"SELECT * FROM public.datasets;", "foreign-object: SELECT would read public.datasets, which belongs to selection."},
      {"DELETE FROM shared;", "foreign-object: DELETE would write public.shared, which belongs to selection."},
      {"ALTER TABLE open ADD COLUMN b int;", "foreign-object: ALTER TABLE would alter public.open, which belongs to selection."},
      {"CREATE TABLE fresh (a int REFERENCES datasets);",
       "foreign-object: CREATE TABLE would reference public.datasets, which belongs to selection."},
      {"CREATE TABLE fresh (a kind);", "foreign-object: CREATE TABLE would reference public.kind, which belongs to selection."},
      {"DROP INDEX datasets_n_idx;", "foreign-object: DROP INDEX would alter public.datasets, which belongs to selection."},
      {"SELECT setval('datasets_id_seq', 1);",
       "foreign-object: SELECT would write public.datasets_id_seq, which belongs to selection (as part of public.datasets)."},
      {"DO $$ BEGIN EXECUTE 'TRUNCATE datasets'; END $$;",
       "foreign-object: DO (EXECUTE in DO) would alter public.datasets, which belongs to selection."},
      {"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';",
       "foreign-object: CREATE FUNCTION would make function:public.f, a name that belongs to selection."},
      {"CREATE TABLE sel_x (a int);",
       "foreign-object: CREATE TABLE would make public.sel_x, a name that belongs to selection (by its claim public.sel_*)."},
      {"ALTER TABLE mine RENAME TO sel_x;",
       "foreign-object: ALTER TABLE would make public.sel_x, a name that belongs to selection (by its claim public.sel_*)."},
      {"CREATE TABLE theirs.t (a int);", "foreign-object: CREATE TABLE would make theirs.t in a schema that belongs to selection."},
      {"CREATE TABLE elsewhere.t (a int);",
       "foreign-object: CREATE TABLE would make elsewhere.t in a schema that is neither in `schemas` nor me's."},
      {"ALTER TABLE legacy ADD COLUMN a int;", "foreign-object: ALTER TABLE would alter public.legacy, which no service owns."},
      {"DROP SCHEMA public CASCADE;", "foreign-object: DROP SCHEMA would alter schema:public, which no service owns."},
      {"SELECT * FROM deed.ownership;", "deed-table: deed.ownership is deed's own; SELECT may not touch it."},
      {"DELETE FROM pg_class;", "system-object: DELETE would write pg_catalog.pg_class"},
      {"CREATE SCHEMA deed;", "deed-table: CREATE SCHEMA would make schema:deed"},
      {"COMMIT;", "refused-kind: COMMIT is refused."},
      {"CREATE INDEX CONCURRENTLY i ON mine (id);", "autocommit-statement: CREATE INDEX cannot run inside a transaction."},
      {"-- deed:claim datasets\n",
       "foreign-object: public.datasets may not be claimed: me claims public.datasets, and selection has public.datasets."},
      {"-- deed:claim sel_*\n", "foreign-object: public.sel_* may not be claimed"},
      {"-- deed:share datasets with x: read\n", "foreign-object: public.datasets is not me's, so it cannot share it."},
      {"-- deed:give datasets to me\n", "foreign-object: public.datasets is not me's to give."},
      {"-- deed:take datasets from selection\n", "foreign-object: selection has not given public.datasets to me."},
  }));
  CAPTURE(body);
  CHECK_THAT(verdict(body), Catch::StartsWith(expected));
}

TEST_CASE("what the text does not decide runs under the commit guard, or is refused where deed.toml says so") {
  const std::string body = "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'datasets'; END $$;";
  CHECK_THAT(verdict(body), Catch::StartsWith("undecided-statement (warning)"));
  CHECK_THAT(verdict(body, {.refuse_undecided = true, .schemas = {"public"}}), Catch::StartsWith("undecided-statement: "));
  CHECK_THAT(verdict("DROP INDEX strange_idx;"), Catch::StartsWith("undecided-statement (warning)"));
}

TEST_CASE("an autocommit step runs only what can be examined after a crash") {
  const auto autocommit = [](const std::string& body) { return verdict(body, {.schemas = {"public"}}, "-- deed:upgrade autocommit"); };
  CHECK(autocommit("CREATE INDEX CONCURRENTLY i ON mine (id); VACUUM mine;") == "allowed");
  CHECK(autocommit("CREATE INDEX CONCURRENTLY i ON mine (lower(id::text)) WHERE id > 1;") == "allowed");
  CHECK_THAT(autocommit("CREATE INDEX CONCURRENTLY i ON mine (my_own(id));"), Catch::StartsWith("undecided-statement: "));
  CHECK_THAT(autocommit("CREATE INDEX CONCURRENTLY i ON datasets (id);"), Catch::StartsWith("foreign-object"));
  CHECK_THAT(autocommit("ALTER TABLE mine ADD COLUMN a int;"), Catch::StartsWith("autocommit-statement"));
  CHECK_THAT(autocommit("CREATE INDEX CONCURRENTLY ON mine (id);"), Catch::StartsWith("autocommit-statement"));
}

TEST_CASE("an allowed kind is no longer refused outright") {
  CHECK(verdict("CREATE ROLE x;", {.allow_kinds = {"create role"}, .schemas = {"public"}}) == "allowed");
}

TEST_CASE("where not all services are known, an owner that nobody knows is a warning") {
  OwnershipMap map;
  map.complete = false;
  const auto result =
      ownership::check_step(map, step("ALTER TABLE legacy ADD COLUMN a int;"), {"me", "r", {"public"}}, "r.sql", {.schemas = {"public"}});
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].rule == Rule::owner_unknown);
  CHECK(result.findings[0].severity == Severity::warning);
}

TEST_CASE("a hand-over needs both sides, and in between nobody touches the object") {
  OwnershipMap map = shared_database();
  fold_text(map, "selection", "-- deed:give datasets to me\n");
  const auto check = [&](const std::string& body) {
    return ownership::check_step(map, step(body), {"me", "r", {"public"}}, "r.sql", {.schemas = {"public"}});
  };
  CHECK_THAT(check("ALTER TABLE datasets ADD COLUMN a int;").findings.at(0).message, Catch::Contains("on its way to me"));
  const auto taken = check("-- deed:take datasets from selection\nALTER TABLE datasets ADD COLUMN a int;");
  CHECK(taken.findings.empty());
  CHECK(taken.shares_used.at(0).revision == "rev_selection");
  CHECK(map.owner({ObjectKind::relation, "public", "datasets"})->service == "me");
}

TEST_CASE("the shares that a step relies on are told") {
  OwnershipMap map = shared_database();
  const auto result = ownership::check_step(map, step("CREATE TABLE fresh (a int REFERENCES shared);"), {"me", "r", {"public"}}, "r.sql",
                                            {.schemas = {"public"}});
  REQUIRE(result.shares_used.size() == 1);
  CHECK(result.shares_used[0].owner == "selection");
  CHECK(to_string(result.shares_used[0].object) == "public.shared");
}

TEST_CASE("a temporary name stands for itself only where nothing can hide that it is gone") {
  const auto [body, expected] = GENERATE(table<std::string, std::string>({
      {"CREATE TEMP TABLE datasets (a int); UPDATE datasets SET a = 1; DROP TABLE datasets;", "allowed"},
      {"CREATE TEMP TABLE x (a int); ALTER TABLE x RENAME TO datasets; SELECT * FROM datasets;", "allowed"},
      {"SELECT 1 INTO TEMP datasets; SELECT * FROM datasets;", "allowed"},
      {"CREATE TEMP TABLE scratch (a int); GRANT SELECT ON scratch TO PUBLIC;", "allowed"},
      {"CREATE TEMP TABLE datasets (a int); DROP TABLE datasets; SELECT * FROM datasets;", "foreign-object"},
      {"CREATE TEMP TABLE datasets (a int); ALTER TABLE datasets RENAME TO x; SELECT * FROM datasets;", "foreign-object"},
      {"CREATE TEMP TABLE datasets (a int); GRANT SELECT ON datasets TO PUBLIC;", "foreign-object"},
      {"CREATE TEMP TABLE f (a int); DROP FUNCTION f();", "foreign-object"},
      {"CREATE TEMP SEQUENCE datasets_id_seq; SELECT setval('datasets_id_seq', 1);", "foreign-object"},
      {"EXPLAIN CREATE TEMP TABLE datasets AS SELECT 1; SELECT * FROM datasets;", "foreign-object"},
      {"DO $$ BEGIN IF false THEN CREATE TEMP TABLE datasets (a int); END IF; END $$; SELECT * FROM datasets;", "foreign-object"},
      {"SAVEPOINT a; CREATE TEMP TABLE datasets (a int); ROLLBACK TO a;", "refused-kind"},
      {"SAVEPOINT a; DROP TABLE mine; ROLLBACK TO a;", "refused-kind"},
  }));
  CAPTURE(body);
  const std::string section = GENERATE(as<std::string>(), "-- deed:upgrade", "-- deed:downgrade");
  CHECK_THAT(verdict(body, {.schemas = {"public"}}, section), Catch::StartsWith(expected));
}

TEST_CASE("names of indexes, constraints and sequences are judged, and a share takes nothing from under its name") {
  const std::string body = GENERATE(
      as<std::string>(), "CREATE INDEX sel_i ON mine (id);", "ALTER TABLE mine ADD CONSTRAINT sel_u UNIQUE (id);",
      "CREATE TABLE fresh (a int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.sel_s));", "ALTER INDEX mine_i RENAME TO sel_i;",
      "-- deed:claim datasets_n_idx\nSELECT 1;", "-- deed:claim datasets_id_seq\nSELECT 1;");
  CAPTURE(body);
  CHECK_THAT(verdict(body), Catch::StartsWith("foreign-object"));

  OwnershipMap map;
  fold_text(map, "other", "CREATE TABLE t (i int); -- x\n-- deed:share t with me: alter\n");
  const auto findings = [&](const std::string& sql) {
    OwnershipMap copy = map;
    return ownership::check_step(copy, step(sql), {"me", "r", {"public"}}, "r.sql", {.schemas = {"public"}}).findings.size();
  };
  CHECK(findings("ALTER TABLE t ADD COLUMN j int;") == 0);
  CHECK(findings("DROP TABLE t;") == 1);
  CHECK(findings("ALTER TABLE t RENAME TO u;") == 1);
  CHECK(findings("ALTER TABLE t SET SCHEMA public;") >= 1);
}
