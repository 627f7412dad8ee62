#include <catch2/catch.hpp>

#include <csignal>
#include <deque>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

TEST_CASE("ten runners at once on an empty database: all succeed, each revision is applied once") {
  TestWorkspace workspace;
  workspace.service("api");
  std::string parent;
  for (int i = 0; i < 5; ++i) {
    const std::string id = "00000000000" + std::to_string(i);
    workspace.revision(
        "api", id, parent,
        "-- deed:upgrade\nCREATE TABLE t" + std::to_string(i) + " (a int);\nINSERT INTO t" + std::to_string(i) + " VALUES (1);\n");
    parent = id;
  }
  workspace.revision("api", "000000000005", parent, "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t0_a ON t0 (a);\n");
  std::deque<RunningProcess> runners;
  for (int i = 0; i < 10; ++i) {
    runners.emplace_back(std::vector<std::string>{"deed", "upgrade", "head"}, workspace.options());
  }
  for (RunningProcess& runner : runners) {
    const ProcessResult result = runner.wait();
    CAPTURE(result.err);
    CHECK(result.exit_code == 0);
  }
  CHECK(workspace.database().value("SELECT count(*) || ' ' || count(DISTINCT revision) FROM deed.version_api WHERE event = 'upgraded'") ==
        "6 6");
  CHECK(workspace.database().value("SELECT count(*) FROM t0") == "1");
}

TEST_CASE("a runner that waits names the holder, and gives up with exit 75") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nrunner_wait = \"1s\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT pg_sleep(20);\n");
  RunningProcess first({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(first.wait_for_text("Running upgrade"));
  const ProcessResult second = workspace.deed({"upgrade", "head"});
  CHECK(second.exit_code == 75);
  CHECK_THAT(second.err, Contains("Another runner") && Contains("deed/api/") && Contains("pg_sleep"));

  SECTION("SIGTERM rolls back and says so") {
    first.signal(SIGTERM);
    const ProcessResult result = first.wait();
    CHECK(result.exit_code == 143);
    CHECK_THAT(result.err, Contains("Terminated"));
  }
  SECTION("SIGINT too") {
    first.signal(SIGINT);
    CHECK(first.wait().exit_code == 130);
  }
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api") == "0");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT 1;\n");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("after SIGKILL in a long statement the same command goes on") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "",
                     "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:upgrade\nCREATE TABLE u (a int);\nSELECT pg_sleep(20);\n");
  RunningProcess first({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(first.wait_for_text("(step 2 of 2)"));
  first.signal(SIGKILL);
  first.wait();
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:upgrade\nCREATE TABLE u (a int);\n");
  CHECK(workspace.deed({"current"}).out == "aaaaaaaaaaaa (step 1 of 2) (head)\n");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT to_regclass('u')") == "u");
}

TEST_CASE("a step that meets a lock is tried again until it gets it") {
  TestWorkspace workspace;
  workspace.service("api", "[database]\nlock_timeout = \"200ms\"\n");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nALTER TABLE t ADD COLUMN b int;\n");
  workspace.database().sql("BEGIN; LOCK TABLE t IN ACCESS SHARE MODE");

  SECTION("the lock goes away") {
    RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
    CHECK(runner.wait_for_text("Trying again"));
    workspace.database().sql("COMMIT");
    CHECK(runner.wait().exit_code == 0);
  }
  SECTION("retry_for is spent") {
    workspace.service("api", "[database]\nlock_timeout = \"200ms\"\nretry_for = \"1s\"\n");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CHECK(result.exit_code == 75);
    CHECK_THAT(result.err, Contains("lock timeout"));
  }
}

TEST_CASE("two services run at the same time") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.service("selection");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT pg_sleep(20);\n");
  workspace.revision("selection", "bbbbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
  RunningProcess first({"deed", "-s", "api", "upgrade", "head"}, workspace.options());
  REQUIRE(first.wait_for_text("Running upgrade"));
  CHECK(workspace.deed({"-s", "selection", "upgrade", "head"}).exit_code == 0);
}
