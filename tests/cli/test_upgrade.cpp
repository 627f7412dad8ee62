#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

const std::string kTable =
    "-- deed:upgrade\nCREATE TABLE account (id serial PRIMARY KEY, name text);\n\n-- deed:downgrade\nDROP TABLE account;\n";
const std::string kSteps =
    "-- deed:upgrade\nALTER TABLE account ADD COLUMN seen timestamptz;\nINSERT INTO account (name) SELECT 'n' || i FROM generate_series(1, "
    "25) i;\n\n"
    "-- deed:upgrade repeat\nUPDATE account SET seen = now() WHERE id IN (SELECT id FROM account WHERE seen IS NULL ORDER BY id LIMIT "
    "10);\n\n"
    "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY account_seen_idx ON account (seen);\nVACUUM account;\n\n"
    "-- deed:downgrade autocommit\nDROP INDEX CONCURRENTLY account_seen_idx;\n\n"
    "-- deed:downgrade\nALTER TABLE account DROP COLUMN seen;\n";

}  // namespace

TEST_CASE("upgrade and downgrade run every kind of step and write what they did") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", kSteps);

  const ProcessResult up = workspace.deed({"upgrade", "head"});
  CHECK(up.exit_code == 0);
  CHECK(up.out.empty());
  CHECK_THAT(up.err, Contains("INFO  [deed.runner] Running upgrade  -> aaaaaaaaaaaa, aaaaaaaaaaaa of api"));
  CHECK_THAT(up.err, Contains("Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb, bbbbbbbbbbbb of api (step 3 of 3)"));
  CHECK(workspace.database().value("SELECT count(*) FROM account WHERE seen IS NOT NULL") == "25");
  CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'account_seen_idx'::regclass") == "t");
  CHECK(workspace.database().value("SELECT string_agg(event || coalesce(':' || statement, ''), ' ' ORDER BY position) FROM "
                                   "deed.version_api WHERE revision = 'bbbbbbbbbbbb'") ==
        "done done:1 done:2 done:3 done started:1 done:1 started:2 done:2 upgraded");
  CHECK(workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n");

  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"upgrade", "head"}).err, Contains("Nothing to do"));

  const ProcessResult down = workspace.deed({"downgrade", "-1"});
  CHECK(down.exit_code == 0);
  CHECK_THAT(down.err, Contains("Running downgrade bbbbbbbbbbbb -> aaaaaaaaaaaa"));
  CHECK(workspace.deed({"current"}).out == "aaaaaaaaaaaa\n");
  CHECK(workspace.deed({"downgrade", "base"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT to_regclass('account')").empty());
  CHECK(workspace.deed({"current"}).out.empty());
  CHECK(workspace.deed({"upgrade", "+2"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n");
}

TEST_CASE("a failing statement leaves nothing of its step, and its place is told") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n\nCREATE TABLE u (\n  b nosuchtype\n);\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 11);
  CHECK_THAT(result.err, Contains("type \"nosuchtype\" does not exist") && Contains("at:  services/api/revisions/aaaaaaaaaaaa.sql:10:5") &&
                             Contains("SQLSTATE 42704"));
  CHECK(workspace.database().value("SELECT to_regclass('t')").empty());
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api") == "0");
}

TEST_CASE("a deferred constraint that fails at COMMIT rolls the step back") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "",
                     "-- deed:upgrade\nCREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO t VALUES (1), (1);\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 11);
  CHECK_THAT(result.err, Contains("COMMIT failed: duplicate key value"));
  CHECK(workspace.database().value("SELECT to_regclass('t')").empty());
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api") == "0");
}

TEST_CASE("an edited step, a diverged history and a database ahead have codes of their own") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);

  SECTION("edited") {
    workspace.revision("api", "aaaaaaaaaaaa", "",
                       "-- deed:upgrade\nCREATE TABLE other (id int);\n\n-- deed:downgrade\nDROP TABLE account;\n");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CHECK(result.exit_code == 13);
    CHECK_THAT(result.err, Contains("was edited after it was applied") && Contains("aaaaaaaaaaaa.sql:6"));
  }
  SECTION("only comments edited") {
    workspace.revision(
        "api", "aaaaaaaaaaaa", "",
        "-- deed:upgrade\n-- a note\nCREATE TABLE account (id serial PRIMARY KEY,  name text);\n-- deed:downgrade\nDROP TABLE account;\n");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  }
  SECTION("ahead") {
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE newer (id int);\n");
    REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
    workspace.remove_revision("api", "bbbbbbbbbbbb");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Contains("ahead of these files by 1 revision: bbbbbbbbbbbb"));
    // What the newer one builds on stays, and "nothing to do" would not be true.
    for (const std::string target : {"base", "aaaaaaaaaaaa"}) {
      const ProcessResult down = workspace.deed({"downgrade", target});
      CHECK(down.exit_code == 9);
      CHECK_THAT(down.err, Contains("bbbbbbbbbbbb") && Contains("from the newer image"));
    }
    CHECK(workspace.database().value("SELECT count(*) FROM pg_tables WHERE tablename IN ('account', 'newer')") == "2");
    workspace.service("api", "[revisions]\nahead = \"refuse\"\n");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 9);
  }
  SECTION("ahead by revisions that build on each other") {
    workspace.revision("api", "ffffffffffff", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE tz (id int);\n");
    workspace.revision("api", "1fffffffffff", "ffffffffffff", "-- deed:upgrade\nALTER TABLE tz RENAME TO zones;\n");
    REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
    workspace.remove_revision("api", "ffffffffffff");
    workspace.remove_revision("api", "1fffffffffff");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  }
  SECTION("ahead by a revision that had more steps when it was applied before") {
    const std::string down = "-- deed:downgrade\nDROP TABLE newer;\n";
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                       "-- deed:upgrade\nCREATE TABLE newer (id int);\n\n-- deed:upgrade\nCREATE TABLE more (id int);\n\n"
                       "-- deed:downgrade\nDROP TABLE newer, more;\n");
    REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
    REQUIRE(workspace.deed({"downgrade", "-1"}).exit_code == 0);
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE newer (id int);\n\n" + down);
    REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
    workspace.remove_revision("api", "bbbbbbbbbbbb");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  }
  SECTION("diverged") {
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE newer (id int);\n");
    REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
    workspace.remove_revision("api", "bbbbbbbbbbbb");
    workspace.revision("api", "cccccccccccc", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE mine (id int);\n");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 9);
  }
}

TEST_CASE("objects without a history, or a history without its rows, are never 'create everything'") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  const std::string sql = GENERATE(as<std::string>(), "DROP TABLE deed.version_api", "TRUNCATE deed.version_api",
                                   "DELETE FROM deed.ownership WHERE kind = 'object'", "DROP TABLE deed.ownership",
                                   "INSERT INTO deed.ownership (service, kind, object) VALUES ('api', 'object', 'public.other')");
  CAPTURE(sql);
  workspace.database().sql(sql);
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 10);
}

TEST_CASE("a revision without a way down is refused before anything runs") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "",
                     "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:downgrade irreversible reason=\"the rows are gone\"\n");
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nCREATE TABLE u (a int);\n\n-- deed:downgrade\nDROP TABLE u;\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  const ProcessResult result = workspace.deed({"downgrade", "base"});
  CHECK(result.exit_code == 5);
  CHECK_THAT(result.err, Contains("the rows are gone"));
  CHECK(workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n");
}

TEST_CASE("a stamp records without running, and takes back without undoing") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", kSteps);
  CHECK(workspace.deed({"stamp", "head"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n");
  CHECK(workspace.database().value("SELECT to_regclass('account')").empty());
  CHECK(workspace.database().value("SELECT object FROM deed.ownership WHERE kind = 'object'") == "public.account");
  CHECK(workspace.deed({"stamp", "aaaaaaaaaaaa"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "aaaaaaaaaaaa\n");
  CHECK(workspace.deed({"stamp", "base"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM deed.ownership WHERE kind = 'object'") == "0");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("a half-done autocommit step is examined and goes on where it stopped") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int, b int);\nINSERT INTO t VALUES (1, 1), (1, 2);\n");
  workspace.revision(
      "api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
      "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_b ON t (b);\nCREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a);\n");
  const ProcessResult failed = workspace.deed({"upgrade", "head"});
  CHECK(failed.exit_code == 11);
  CHECK_THAT(failed.err, Contains("could not create unique index"));
  CHECK(workspace.deed({"current"}).out == "aaaaaaaaaaaa\nbbbbbbbbbbbb (step 0 of 1) (head)\n");
  // The invalid index is not left behind.
  CHECK(workspace.database().value("SELECT to_regclass('t_a')").empty());

  SECTION("the same command again") { workspace.database().sql("DELETE FROM t WHERE b = 2"); }
  SECTION("a killed run left an invalid index") {
    workspace.database().sql(
        "DELETE FROM t WHERE b = 2; CREATE UNIQUE INDEX t_a ON t (a); UPDATE pg_index SET indisvalid = false WHERE indexrelid = "
        "'t_a'::regclass");
  }
  SECTION("a killed run left a valid index without its row") {
    workspace.database().sql("DELETE FROM t WHERE b = 2; CREATE UNIQUE INDEX t_a ON t (a)");
  }
  SECTION("what is done may not be edited, what is not may") {
    workspace.database().sql("DELETE FROM t WHERE b = 2");
    const std::string behind = "CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a, b);\nCREATE INDEX CONCURRENTLY t_ab ON t (a, b);\n";
    workspace.revision(
        "api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
        "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_new ON t (b, a);\nCREATE INDEX CONCURRENTLY t_b ON t (b);\n" + behind);
    const ProcessResult edited = workspace.deed({"upgrade", "head"});
    CHECK(edited.exit_code == 13);
    CHECK_THAT(edited.err, Contains("Statement 1 of step 1 of revision 'bbbbbbbbbbbb' was edited after it was done"));
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                       "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_b ON t (b); -- done\n" + behind);
  }
  CHECK(workspace.deed({"downgrade", "base"}).exit_code == 4);
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass") == "t");
  CHECK(workspace.deed({"current"}).out == "bbbbbbbbbbbb (head)\n");
}

TEST_CASE("an adopt step records what stands there, runs where nothing does, and refuses anything between") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade adopt\nCREATE TABLE a (id int, n text);\nCREATE TABLE b (id int);\n");
  SECTION("all of it") {
    workspace.database().sql("CREATE TABLE a (n text, id int); CREATE TABLE b (id int); INSERT INTO b VALUES (1)");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
    CHECK(workspace.database().value("SELECT count(*) FROM b") == "1");
    CHECK(workspace.database().value("SELECT count(*) FROM deed.ownership WHERE kind = 'object'") == "2");
  }
  SECTION("nothing of it") {
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
    CHECK(workspace.database().value("SELECT count(*) FROM b") == "0");
  }
  SECTION("a part of it") {
    workspace.database().sql("CREATE TABLE a (id int, other text)");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CHECK(result.exit_code == 10);
    CHECK_THAT(result.err,
               Contains("different: public.a: column n is missing, column other is not in the step") && Contains("missing:   public.b"));
  }
  SECTION("something else under the name, or without its index") {
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade adopt\nCREATE TABLE a (id int);\nCREATE INDEX a_id ON a (id);\n");
    workspace.database().sql("CREATE VIEW a AS SELECT 1 AS id");
    const ProcessResult view = workspace.deed({"upgrade", "head"});
    CHECK(view.exit_code == 10);
    CHECK_THAT(view.err, Contains("public.a: is a view, not a table"));
    workspace.database().sql("DROP VIEW a; CREATE TABLE a (id int)");
    const ProcessResult index = workspace.deed({"upgrade", "head"});
    CHECK(index.exit_code == 10);
    CHECK_THAT(index.err, Contains("missing:   public.a_id"));
    workspace.database().sql("CREATE INDEX a_id ON a (id)");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  }
  SECTION("what makes no object has no place in it") {
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade adopt\nCREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 5);
  }
  SECTION("another service's") {
    workspace.service("other");
    workspace.revision("other", "bbbbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE a (id int, n text);\nCREATE TABLE b (id int);\n");
    REQUIRE(workspace.deed({"-s", "other", "upgrade", "head"}).exit_code == 0);
    CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 6);
  }
}

TEST_CASE("a dependency on another service is waited for, or told with exit 79") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.service("selection");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE before (id int);\n");
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa\nDepends On: selection:cccccccccccc",
                     "-- deed:upgrade\nCREATE TABLE after (id int);\n\n-- deed:downgrade\nDROP TABLE after;\n");
  workspace.revision("selection", "cccccccccccc", "",
                     "-- deed:upgrade\nCREATE TABLE datasets (id int);\n\n-- deed:downgrade\nDROP TABLE datasets;\n");
  const ProcessResult blocked = workspace.deed({"-s", "api", "upgrade", "head"});
  CHECK(blocked.exit_code == 79);
  CHECK_THAT(blocked.err, Contains("depends on selection:cccccccccccc"));
  // Everything before it is applied.
  CHECK(workspace.deed({"-s", "api", "current"}).out == "aaaaaaaaaaaa\n");

  SECTION("waiting") {
    std::vector<std::string> command{"deed", "-s", "api", "upgrade", "head", "--wait-dependencies", "30s"};
    RunningProcess waiting(command, workspace.options());
    CHECK(waiting.wait_for_text("Waiting for selection:cccccccccccc"));
    CHECK(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 0);
    CHECK(waiting.wait().exit_code == 0);
  }
  SECTION("waiting does not count a symbol again") {
    workspace.revision("api", "dddddddddddd", "bbbbbbbbbbbb", "-- deed:upgrade\nCREATE TABLE beyond (id int);\n");
    RunningProcess waiting({"deed", "-s", "api", "upgrade", "+1", "--wait-dependencies", "30s"}, workspace.options());
    CHECK(waiting.wait_for_text("Waiting for selection:cccccccccccc"));
    CHECK(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 0);
    CHECK(waiting.wait().exit_code == 0);
    CHECK(workspace.deed({"-s", "api", "current"}).out == "bbbbbbbbbbbb\n");
    workspace.remove_revision("api", "dddddddddddd");
  }
  SECTION("--all knows the order") { CHECK(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0); }
  CHECK(workspace.deed({"-s", "api", "current"}).out == "bbbbbbbbbbbb (head)\n");

  const ProcessResult of_all = workspace.deed({"--all", "downgrade", "-1"});
  CHECK(of_all.exit_code == 2);
  CHECK_THAT(of_all.err, Contains("'-1' says where one service is to go, but 2 services are selected"));
  const ProcessResult down = workspace.deed({"-s", "selection", "downgrade", "base"});
  CHECK(down.exit_code == 4);
  CHECK_THAT(down.err, Contains("api:bbbbbbbbbbbb depends on cccccccccccc"));
  CHECK(workspace.deed({"-s", "api", "downgrade", "-1"}).exit_code == 0);
  CHECK(workspace.deed({"-s", "selection", "downgrade", "base"}).exit_code == 0);
}

TEST_CASE("wait ends when the revision is there, and in vain with exit 79") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  CHECK(workspace.deed({"wait", "--timeout", "300ms"}).exit_code == 79);
  RunningProcess waiting({"deed", "wait", "--timeout", "30s"}, workspace.options());
  REQUIRE(waiting.wait_for_text("Waiting for"));
  // A connection that is lost is made anew.
  workspace.database().sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
      "pg_backend_pid()");
  REQUIRE(waiting.wait_for_text("Connecting again"));
  CHECK(waiting.wait_for_text("Waiting for aaaaaaaaaaaa of api"));
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(waiting.wait().exit_code == 0);
  CHECK(workspace.deed({"wait", "--revision", "aaaaaaaaaaaa", "--timeout", "1s"}).exit_code == 0);
}

TEST_CASE("a statement that takes long is told of while it runs") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT pg_sleep(6);\n\n-- deed:downgrade\n");
  RunningProcess run({"deed", "upgrade", "head"}, workspace.options());
  CHECK(run.wait_for_text("Still running after 5s: select (services/api/revisions/aaaaaaaaaaaa.sql:7)"));
  CHECK(run.wait().exit_code == 0);
}
