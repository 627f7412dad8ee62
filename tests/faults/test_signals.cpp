// Requests to stop where they are hardest to hear: in a COMMIT that waits, as process 1, while an index is built.
#include <catch2/catch.hpp>
#include <unistd.h>

#include <csignal>

#include "support/private_server.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

constexpr const char* kTable = "-- deed:upgrade\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n";

}  // namespace

TEST_CASE("a COMMIT that waits for a standby is waited for, and a second signal leaves at once") {
  PrivateServer server;
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  const ProcessOptions options{.environment = {{"DATABASE_URL", server.address().url("postgres")}}, .directory = workspace.path()};
  REQUIRE(run({"deed", "ensure-version"}, options).exit_code == 0);
  server.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'; SELECT pg_reload_conf()");
  RunningProcess runner({"deed", "upgrade", "head"}, options);
  const auto waiting = [&] {
    return server.value("postgres", "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "1";
  };
  for (const Deadline deadline(Duration(20'000)); !waiting() && !deadline.passed();) {
    no_cancellation().sleep(Duration(20));
  }
  REQUIRE(waiting());
  runner.signal(SIGTERM);
  no_cancellation().sleep(Duration(500));
  CHECK(runner.running());
  const auto answer = [&] { server.sql("postgres", "ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf()"); };
  SECTION("the standby answers") {
    answer();
    CHECK(runner.wait().exit_code == 0);
  }
  SECTION("a second signal") {
    runner.signal(SIGINT);
    CHECK(runner.wait().exit_code == 130);
    answer();
  }
  SECTION("a DBA ends the waiting: it is committed here all the same") {
    server.sql("postgres", "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    const ProcessResult result = runner.wait();
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Contains("WARN  [deed.server] WARNING: canceling wait for synchronous replication due to user request"));
    answer();
  }
  SECTION("a DBA ends the session") {
    server.sql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    // The request to stop keeps deed from looking what became of it.
    const ProcessResult result = runner.wait();
    answer();
    CHECK(result.exit_code == 71);
    CHECK_THAT(result.err, Contains("Run the same command again: it reads the outcome from the history."));
  }
  const ProcessResult again = run({"deed", "upgrade", "head"}, options);
  CAPTURE(again.err);
  CHECK(again.exit_code == 0);
  CHECK(server.value("postgres", "SELECT count(*) FROM deed.version_api") == "1");
  CHECK(server.value("postgres", "SELECT count(*) FROM t") == "1");
}

TEST_CASE("a signal while an index is built ends the building, and the same command again builds it") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kTable);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n");
  postgres::Connection old = workspace.database().connect();
  old.execute("SET application_name = 'report'");
  old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
  old.execute("SELECT 1");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  CHECK(runner.wait_for_text("waits for the end of older transactions, held up by pid " + std::to_string(old.backend_pid()) + ", report"));
  CHECK(
      runner.wait_for_text("Still running after 5s: create index (services/api/revisions/bbbbbbbbbbbb.sql:7): waiting for old snapshots"));
  runner.signal(SIGTERM);
  const ProcessResult result = runner.wait();
  CHECK(result.exit_code == 143);
  CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass") == "f");
  old.execute("COMMIT");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass") == "t");
}

TEST_CASE("process 1 of a container hears signals") {
  if (::geteuid() != 0) {
    WARN("skipped: only root may make a process 1");
    return;
  }
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT pg_sleep(30);\n");
  RunningProcess container({"unshare", "--pid", "--fork", "--kill-child", deed_program(), "upgrade", "head"}, workspace.options());
  REQUIRE(container.wait_for_text("Running upgrade"));
  const pid_t process = container.child();
  REQUIRE(process > 0);
  ::kill(process, SIGTERM);
  const ProcessResult result = container.wait();
  CHECK(result.exit_code == 143);
  CHECK_THAT(result.err, Contains("Terminated"));
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api") == "0");
}
