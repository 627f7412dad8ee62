// What `status` tells somebody who has to act on it.
#include <catch2/catch.hpp>

#include <csignal>

#include "base/cancellation.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;
using Catch::StartsWith;

namespace {

constexpr const char* kTable = "-- deed:upgrade\nCREATE TABLE t (a int, b int);\nINSERT INTO t SELECT g FROM generate_series(1, 30) g;\n";

std::string repeat_step(const std::string& pause) {
  return "-- deed:upgrade repeat pause=" + pause +
         "\nUPDATE t SET b = 1 WHERE a IN (SELECT a FROM t WHERE b IS NULL ORDER BY a LIMIT 10);\n";
}

// The database's URL for another role, who may log in and read what it is granted.
std::string url_of(TestWorkspace& workspace, const std::string& role) {
  workspace.database().sql("DO $$ BEGIN CREATE ROLE " + role + " LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
  std::string text;
  for (const auto& [keyword, value] : workspace.database().parameters()) {
    text += keyword + "='" + (keyword == "user" ? role : value) + "' ";
  }
  return text;
}

std::string kill_at(RunningProcess& runner, int signal) {
  runner.signal(signal);
  return runner.wait().err;
}

}  // namespace

TEST_CASE("before the first upgrade nothing is applied, and that is no error") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nSELECT 1;\n");
  const ProcessResult result = workspace.deed({"status"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, StartsWith("api: nothing applied, 2 revisions pending\n") &&
                             Contains("deed.version_api, which is not there yet") && Contains("aaaaaaaaaaaa aaaaaaaaaaaa of api") &&
                             Contains("runner     nobody"));
  CHECK(workspace.database().value("SELECT count(*) FROM pg_namespace WHERE nspname = 'deed'") == "0");
}

TEST_CASE("status says since when and by whom the heads are applied, and what happened last") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed_with({"upgrade", "head"}, {{"DATABASE_URL", workspace.database().url()}, {"DEED_ACTOR", "alice"}}).exit_code == 0);
  const ProcessResult result = workspace.deed({"status"});
  const std::string role = workspace.database().value("SELECT current_user");
  CHECK_THAT(result.out, StartsWith("api: up to date\n") && Contains("as " + role + ", PostgreSQL ") && Contains("upgraded 20") &&
                             Contains(" UTC by alice (role " + role + ") on ") && Contains("events     20") && Contains("30 rows"));
  const std::string json = workspace.deed({"--format", "json", "status"}).out;
  CHECK_THAT(json, Contains("\"actor\": \"alice\"") && Contains("\"has_history\": true") && Contains("\"runner_session\": null"));
}

TEST_CASE("a repeat step that was killed shows how far it is, and the same command goes on") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable + std::string("\n") + repeat_step("1h"));
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(workspace.database().becomes("SELECT to_regclass('deed.version_api') IS NOT NULL", "t"));
  REQUIRE(workspace.database().becomes("SELECT count(*) FROM deed.version_api WHERE statement = 1", "1"));
  CHECK_THAT(workspace.deed({"status"}).out, StartsWith("api: half-done, 1 revision pending; a runner is at work\n") &&
                                                 Contains("runner     pid ") && Contains("deed/api/") && Contains("idle for ") &&
                                                 Contains("ask again, or see in its log"));
  const int signal = GENERATE(SIGKILL, SIGTERM);
  kill_at(runner, signal);
  REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'deed/api/%'", "0"));
  const ProcessResult status = workspace.deed({"status"});
  CHECK_THAT(status.out, StartsWith("api: half-done, 1 revision pending\n") && Contains("step 2 of 2 (repeat) is next") &&
                             Contains("so far: 10 rows in 1 iteration") &&
                             Contains("next: `deed -s api upgrade aaaaaaaaaaaa` goes on with step 2 of 2 where it stopped"));
  CHECK_THAT(workspace.deed({"--format", "json", "status"}).out,
             Contains("\"aaaaaaaaaaaa (step 1 of 2)\"") && Contains("\"kind\": \"repeat\"") && Contains("\"rows\": 10"));
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable + std::string("\n") + repeat_step("1ms"));
  const ProcessResult again = workspace.deed({"upgrade", "head"});
  CHECK(again.exit_code == 0);
  CHECK_THAT(again.err, Contains("Step 2 of revision aaaaaaaaaaaa is done: 20 rows in 2 iterations") &&
                            Contains("with earlier runs 30 rows in 3 iterations") && !Contains("in iteration"));
  CHECK(workspace.database().value("SELECT count(*) FROM t WHERE b = 1") == "30");
  CHECK_THAT(workspace.deed({"status"}).out, StartsWith("api: up to date\n"));
}

TEST_CASE("each iteration of a repeat step waits for a lock as a step does") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"200ms\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", repeat_step("1ms"));
  workspace.database().sql("BEGIN; SELECT FROM t WHERE a = 15 FOR UPDATE");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  CHECK(runner.wait_for_text("Trying again"));
  workspace.database().sql("COMMIT");
  CHECK(runner.wait().exit_code == 0);
  CHECK(workspace.database().value(
            "SELECT string_agg(rows::text, ' ' ORDER BY position) FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb'") == "10 10 10 0");
}

TEST_CASE("who blocks a runner is named, with what it does, as far as the role may see") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"50s\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nALTER TABLE t ADD COLUMN c int;\n");
  workspace.database().sql("SET application_name = 'report'; BEGIN; SELECT count(*) FROM t");
  const std::string pid = workspace.database().value("SELECT pg_backend_pid()");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 't'::regclass", "1"));

  SECTION("by the same role") {
    const ProcessResult result = workspace.deed({"status"});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, StartsWith("api: 1 revision pending; a runner is BLOCKED\n") && Contains("active for ") &&
                               Contains("(Lock: relation): ALTER TABLE t ADD COLUMN c int") &&
                               Contains("waits for AccessExclusiveLock on public.t") && Contains("blocked by pid " + pid + ", report") &&
                               Contains("idle in transaction for ") && Contains("SELECT pg_terminate_backend(" + pid + ");"));
  }
  SECTION("by a role that may read deed's tables and nothing else") {
    const std::string url = url_of(workspace, "watcher");
    workspace.database().sql("COMMIT");
    CHECK(runner.wait().exit_code == 0);
    workspace.database().sql(
        "ALTER ROLE watcher SET default_transaction_read_only = on; GRANT USAGE ON SCHEMA deed TO watcher; GRANT SELECT ON ALL TABLES IN "
        "SCHEMA deed TO watcher;"
        "BEGIN; SELECT count(*) FROM t");
    workspace.revision("api", "cccccccccccc", "bbbbbbbbbbbb", "-- deed:upgrade\nALTER TABLE t ADD COLUMN d int;\n");
    RunningProcess next({"deed", "upgrade", "head"}, workspace.options());
    REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 't'::regclass", "1"));
    const ProcessResult result = workspace.deed_with({"status"}, {{"DATABASE_URL", url}});
    CAPTURE(result.err);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, Contains("a runner is BLOCKED") && Contains("deed/api/") &&
                               Contains("waits for AccessExclusiveLock on public.t") && Contains("blocked by pid " + pid + ", report") &&
                               Contains("not visible to this role") && !Contains("ALTER TABLE t ADD"));
    workspace.database().sql("COMMIT");
    next.wait();
  }
}

TEST_CASE("a role that may read the version table alone sees what that says, and what is not shown") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  const std::string url = url_of(workspace, "newcomer");
  workspace.database().sql("GRANT USAGE ON SCHEMA deed TO newcomer; GRANT SELECT ON deed.version_api TO newcomer");
  const ProcessResult result = workspace.deed_with({"status"}, {{"DATABASE_URL", url}});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, StartsWith("api: up to date\n") && Contains("upgraded 20") && Contains("not shown  ") &&
                             Contains("invalid indexes") && Contains("GRANT SELECT ON deed.ownership TO newcomer;"));
  CHECK_THAT(workspace.deed_with({"--format", "json", "status"}, {{"DATABASE_URL", url}}).out,
             Contains("\"not_shown\": [") && Contains("\"grant\": \"GRANT SELECT ON deed.ownership TO newcomer;\""));
  CHECK_THAT(workspace.deed({"status"}).out, !Contains("not shown"));
}

TEST_CASE("an invalid index is shown with what makes it valid") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.service("other");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"--all", "upgrade", "head"}).exit_code == 3);
  workspace.revision("other", "cccccccccccc", "",
                     "-- deed:upgrade\nCREATE TABLE foreign_table (a int);\nCREATE INDEX f_a ON foreign_table (a);\n");
  REQUIRE(workspace.deed({"--all", "upgrade", "head"}).exit_code == 0);

  SECTION("of a step that is half-done: the same command") {
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n");
    workspace.database().sql("BEGIN; INSERT INTO t VALUES (99)");
    RunningProcess runner({"deed", "-s", "api", "upgrade", "head"}, workspace.options());
    REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'virtualxid'", "1"));
    CHECK_THAT(workspace.deed({"-s", "api", "status"}).out,
               Contains("a runner is BLOCKED") && Contains("waits for the end of older transactions") &&
                   Contains("index public.t_a on public.t") && Contains("Being built now by pid "));
    kill_at(runner, SIGKILL);
    REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'deed/api/%'", "0"));
    const std::string status = workspace.deed({"-s", "api", "status"}).out;
    CHECK_THAT(status, StartsWith("api: half-done, 1 revision pending, 1 index invalid\n") &&
                           Contains("CREATE INDEX CONCURRENTLY t_a ON t (a)") &&
                           Contains("looks at what statement 1 of step 1 of 1 left behind") &&
                           Contains("`deed -s api upgrade bbbbbbbbbbbb` drops it and builds it again."));
    workspace.database().sql("ROLLBACK");
    CHECK(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
    CHECK_THAT(workspace.deed({"-s", "api", "status"}).out, StartsWith("api: up to date\n") && !Contains("invalid"));
  }
  SECTION("of anything else: SQL; and other services' are theirs") {
    workspace.database().sql("CREATE INDEX t_b ON t (b)");
    workspace.database().sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid IN ('t_b'::regclass, 'f_a'::regclass)");
    const std::string status = workspace.deed({"-s", "api", "status"}).out;
    CHECK_THAT(status,
               StartsWith("api: up to date, 1 index invalid\n") && Contains("REINDEX INDEX CONCURRENTLY public.t_b;") && !Contains("f_a"));
  }
}

TEST_CASE("one service that cannot be looked at leaves the others their pages, and its exit code") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  workspace.service("broken", "[database]\nurl = \"postgresql://nobody@127.0.0.1:1/x\"\nconnect_timeout = \"1s\"\n");
  workspace.revision("broken", "bbbbbbbbbbbb", "", "-- deed:upgrade\nSELECT 1;\n");
  REQUIRE(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
  const ProcessResult result = workspace.deed({"--all", "status"});
  CHECK(result.exit_code == 76);
  CHECK_THAT(result.out, Contains("api: up to date\n") && Contains("broken: cannot be looked at\n"));
  const ProcessResult json = workspace.deed({"--all", "--format", "json", "status"});
  CHECK(json.exit_code == 76);
  CHECK_THAT(json.out, Contains("\"exit_code\": 76") && Contains("\"service\": \"api\""));
}
