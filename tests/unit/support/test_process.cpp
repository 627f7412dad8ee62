#include <catch2/catch.hpp>
#include <signal.h>

#include <cstdlib>

#include "support/process.h"
#include "support/temporary_directory.h"
#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;

TEST_CASE("a process is run with its input, directory and environment") {
  const TemporaryDirectory temporary;
  const ProcessResult result = run({"sh", "-c", "cat; pwd; echo $WORD >&2; exit 3"},
                                   {.environment = {{"WORD", "hello"}}, .directory = temporary.path(), .input = "in\n"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "in\n" + temporary.path().string() + "\n");
  CHECK(result.err == "hello\n");
}

TEST_CASE("a variable of the test's own environment does not arrive") {
  ::setenv("DATABASE_URL", "postgresql://production", 1);
  CHECK(run({"sh", "-c", "echo ${DATABASE_URL-unset}"}).out == "unset\n");
}

TEST_CASE("a process that takes too long is killed with its children") {
  const ProcessResult result = run({"sh", "-c", "echo before; sleep 600 & wait"}, {.timeout = Duration(100)});
  CHECK(result.timed_out);
  CHECK(result.exit_code == 128 + SIGKILL);
  CHECK(result.out == "before\n");
}

TEST_CASE("a running process can be watched and signalled") {
  RunningProcess process({"sh", "-c", "trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done"});
  REQUIRE(process.wait_for_text("ready"));
  process.signal(SIGTERM);
  CHECK(process.wait().exit_code == 7);
}

TEST_CASE("a dump is normalised without touching literals") {
  CHECK(normalised_dump("--\n-- dump\n--\n\n\\restrict abc\n\nCREATE TABLE t (\n    a text DEFAULT '-- no\n\nkept'\n);\n\n\n-- "
                        "end\n\n\\unrestrict abc\n") == "CREATE TABLE t (\n    a text DEFAULT '-- no\n\nkept'\n);\n");
}
