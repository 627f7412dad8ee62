// Who waits for whom: the runner lock, others' locks, deadlocks, and how soon a runner that is gone keeps nobody waiting.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>
#include <deque>

#include "domain/advisory_lock.h"
#include "runner/runner_lock.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

constexpr const char* kTable = "-- deed:upgrade\nCREATE TABLE t (a int);\n";

void take_runner_lock(postgres::Connection& connection) {
  const catalog::RunnerLockKey key = runner::runner_lock_key({"deed", "version_api"});
  connection.execute("SELECT pg_advisory_lock($1::int4, $2::int4)", {std::to_string(key.tool), std::to_string(key.table)});
}

std::string runner_locks(TestWorkspace& workspace) {
  return workspace.database().value(
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = " + std::to_string(kLockClass) +
      " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
}

}  // namespace

TEST_CASE("where nothing is to be done, the runner lock is not waited for") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  postgres::Connection other = workspace.database().connect();
  take_runner_lock(other);
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("Nothing to do") && !Contains("Waiting"));
  // Reading commands do not care either.
  CHECK(workspace.deed({"current"}).exit_code == 0);
  CHECK(workspace.deed({"wait", "--timeout", "1s"}).exit_code == 0);
}

TEST_CASE("who held the lock may have done everything: the one that waited has nothing left to do") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\nSELECT pg_sleep(2);\n");
  RunningProcess first({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(first.wait_for_text("Running upgrade"));
  const ProcessResult second = workspace.deed({"upgrade", "head"});
  CHECK(second.exit_code == 0);
  // Of what it runs no more than the first words: it may hold a secret.
  CHECK_THAT(second.err, Contains("Waiting for another runner of deed.version_api: pid ") && Contains("deed/api/") &&
                             Contains(", since ") && Contains("SELECT pg_sleep") && Contains("Nothing to do"));
  CHECK(first.wait().exit_code == 0);
}

TEST_CASE("the lock of a runner that was killed in a long statement is free within two seconds") {
  TestWorkspace workspace;
  workspace.service("api");
  const bool index = GENERATE(false, true);
  CAPTURE(index);
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  workspace.revision(
      "api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
      index ? "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n" : "-- deed:upgrade\nSELECT pg_sleep(60);\n");
  // What CREATE INDEX CONCURRENTLY waits for.
  postgres::Connection old = workspace.database().connect();
  old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
  old.execute("SELECT 1");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(runner.wait_for_text("Running upgrade aaaaaaaaaaaa -> bbbbbbbbbbbb"));
  no_cancellation().sleep(Duration(300));
  REQUIRE(runner_locks(workspace) == "1");
  runner.signal(SIGKILL);
  runner.wait();
  const Deadline deadline(Duration(2000));
  while (runner_locks(workspace) != "0" && !deadline.passed()) {
    no_cancellation().sleep(Duration(10));
  }
  CHECK(runner_locks(workspace) == "0");
  if (index) {
    CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass") == "f");
    old.execute("COMMIT");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
    CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass") == "t");
  }
}

TEST_CASE("who stands in the way of a step is named while it waits, and when it gives up") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"300ms\"\nretry_for = \"1s\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\n");
  postgres::Connection neighbour = workspace.database().connect();
  neighbour.execute("SET application_name = 'report'");
  neighbour.execute("BEGIN");
  neighbour.execute("SELECT 'secret' FROM t");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 75);
  const std::string pid = "pid " + std::to_string(neighbour.backend_pid()) + ", report, role postgres";
  // Said once, however often it is tried.
  const std::string waits = "waits for AccessExclusiveLock";
  CHECK(result.err.find(waits) == result.err.rfind(waits));
  CHECK_THAT(result.err, Contains("Step 1 of revision bbbbbbbbbbbb waits for AccessExclusiveLock on public.t, held up by " + pid) &&
                             Contains("(55P03); blocked by " + pid) && Contains("blocked by " + pid + ", from local, since ") &&
                             Contains("idle in transaction for ") && Contains(": last SELECT\n") &&
                             Contains("tried for 1s (`retry_for` in deed.toml)") && !Contains("secret"));
}

TEST_CASE("readers wait for a step that waits for a lock no longer than lock_timeout") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"200ms\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\n");
  postgres::Connection old = workspace.database().connect();
  old.execute("BEGIN");
  old.execute("SELECT FROM t");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(runner.wait_for_text("Trying again"));
  // Whatever the tries do, each of these gets through in a second.
  postgres::Connection reader = workspace.database().connect();
  reader.execute("SET statement_timeout = '1s'");
  for (int i = 0; i < 30; ++i) {
    reader.execute("SELECT FROM t");
    no_cancellation().sleep(Duration(20));
  }
  old.execute("COMMIT");
  CHECK(runner.wait().exit_code == 0);
}

TEST_CASE("a neighbour that locks deed's own tables keeps a step's locks no longer than lock_timeout") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"200ms\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\nSELECT pg_sleep(1.5);\n");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(runner.wait_for_text("Running upgrade"));
  no_cancellation().sleep(Duration(300));
  postgres::Connection neighbour = workspace.database().connect();
  neighbour.execute("BEGIN");
  neighbour.execute("LOCK TABLE deed.ownership IN ACCESS EXCLUSIVE MODE");
  CHECK(runner.wait_for_text("Trying again"));
  neighbour.execute("COMMIT");
  CHECK(runner.wait().exit_code == 0);
}

TEST_CASE("a step that loses a deadlock is tried again, and the other side is told") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"20s\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\nCREATE TABLE u (a int);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
                     "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\nSELECT pg_sleep(1);\nALTER TABLE u ADD COLUMN b int;\n");
  workspace.database().sql("SET deadlock_timeout = '1h'; BEGIN; LOCK TABLE u");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(runner.wait_for_text("Running upgrade"));
  no_cancellation().sleep(Duration(400));
  // The runner's session looks for deadlocks, this one does not: the runner is the victim.
  workspace.database().sql("LOCK TABLE t; COMMIT");
  const ProcessResult result = runner.wait();
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("deadlock detected (40P01)") && Contains("blocked by p") && Contains("Trying again in"));
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb'") == "1");
}

TEST_CASE("a step that fails to serialize is tried again, until retry_for is spent") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nretry_for = \"5s\"\n");
  // Only a server further away fails so in a step, which is read committed: postgres_fdw's transactions there are repeatable read. A
  // sequence counts the tries, as it is not rolled back.
  const auto failing_until = [](int tries) {
    return fmt::format(
        "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\nDO $$ BEGIN IF nextval('tries') < {} THEN RAISE EXCEPTION 'could not serialize "
        "access due to concurrent update' USING ERRCODE = 'serialization_failure'; END IF; END $$;\n",
        tries);
  };
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\nCREATE SEQUENCE tries;\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  SECTION("and succeeds") {
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", failing_until(3));
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Contains("could not serialize access due to concurrent update (40001)") && Contains("Trying again in"));
    CHECK(workspace.database().value("SELECT last_value FROM tries") == "3");
    CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb'") == "1");
  }
  SECTION("in vain") {
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", failing_until(1'000'000));
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 77);
    CHECK_THAT(result.err, Contains("tried for 5s (`retry_for` in deed.toml)"));
    CHECK(workspace.database().value("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b'") == "0");
  }
}

TEST_CASE("a step that loses a race for a row of a catalogue is tried again") {
  const auto [mine, others, said] = GENERATE(table<std::string, std::string, std::string>({
      {"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql RETURN 2", "ALTER FUNCTION f() COST 7",
       "tuple concurrently updated (XX000)"},
      {"CREATE SCHEMA IF NOT EXISTS s", "CREATE SCHEMA s", "duplicate key value violates unique constraint"},
  }));
  CAPTURE(mine);
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"20s\"\n[ownership]\nowns = [\"schema:s\"]\n");
  workspace.revision("api", "aaaaaaaaaaaa", "",
                     "-- deed:upgrade\n-- deed:claim schema:s\nCREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\n" + mine + ";\n");
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute(others);
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(runner.wait_for_text("waits for"));
  other.execute("COMMIT");
  const ProcessResult result = runner.wait();
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains(said) && Contains("Trying again in"));
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb'") == "1");
}

TEST_CASE("ten runners at once, five times: all succeed, each step is applied once, with two services and an index built concurrently") {
  for (int round = 0; round < 5; ++round) {
    TestWorkspace workspace;
    for (const std::string service : {"api", "selection"}) {
      workspace.service(service);
      const std::string digit = service == "api" ? "a" : "b";
      const std::string table = service + "_t";
      workspace.revision(service, "00000000000" + digit, "",
                         fmt::format("-- deed:upgrade\nCREATE TABLE {0} (a int);\nINSERT INTO {0} SELECT generate_series(1, 100);\n\n"
                                     "-- deed:upgrade repeat\nUPDATE {0} SET a = -a WHERE a IN (SELECT a FROM {0} WHERE a > 0 ORDER BY a "
                                     "LIMIT 40);\n",
                                     table));
      workspace.revision(service, "00000000001" + digit, "00000000000" + digit,
                         fmt::format("-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY {0}_a ON {0} (a);\n\n-- deed:upgrade\nALTER "
                                     "TABLE {0} ADD COLUMN b int;\n",
                                     table));
    }
    std::deque<RunningProcess> runners;
    for (int i = 0; i < 10; ++i) {
      runners.emplace_back(std::vector<std::string>{"deed", "-s", i % 2 == 0 ? "api" : "selection", "upgrade", "head"},
                           workspace.options());
    }
    for (RunningProcess& runner : runners) {
      const ProcessResult result = runner.wait();
      CAPTURE(round, result.err);
      CHECK(result.exit_code == 0);
    }
    for (const std::string service : {"api", "selection"}) {
      CHECK(workspace.database().value(
                "SELECT string_agg(event || ':' || step || coalesce(':' || statement, ''), ' ' ORDER BY position) FROM "
                "deed.version_" +
                service) == "done:1 done:2:1 done:2:2 done:2:3 upgraded:2 started:1:1 done:1:1 done:1 upgraded:2");
      CHECK(workspace.database().value("SELECT count(*) FROM " + service + "_t WHERE a < 0") == "100");
      CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = '" + service + "_t_a'::regclass") == "t");
    }
  }
}
