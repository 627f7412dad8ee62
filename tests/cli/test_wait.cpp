#include <catch2/catch.hpp>

#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

struct Two : TestWorkspace {
  Two() {
    for (const std::string name : {"api", "billing"}) {
      service(name);
      revision(name, name == "api" ? "aaaaaaaaaaaa" : "bbbbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE " + name + " (id int);\n");
    }
  }
};

}  // namespace

TEST_CASE("several services are waited for in one go") {
  Two workspace;
  RunningProcess waiting({"deed", "-s", "api", "-s", "billing", "wait", "--timeout", "60s"}, workspace.options());
  REQUIRE(waiting.wait_for_text("Waiting for aaaaaaaaaaaa of api"));
  REQUIRE(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
  REQUIRE(waiting.wait_for_text("Waiting for bbbbbbbbbbbb of billing"));
  CHECK(waiting.running());
  REQUIRE(workspace.deed({"-s", "billing", "upgrade", "head"}).exit_code == 0);
  CHECK(waiting.wait().exit_code == 0);
}

TEST_CASE("of several services all that have not come are told") {
  Two workspace;
  const ProcessResult none = workspace.deed({"--all", "wait", "--timeout", "100ms"});
  CHECK(none.exit_code == 79);
  CHECK_THAT(none.err,
             Contains("api has not reached aaaaaaaaaaaa") && Contains("also billing: billing has not reached bbbbbbbbbbbb. (79)"));
  REQUIRE(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
  const ProcessResult one = workspace.deed({"--all", "wait", "--timeout", "100ms"});
  CHECK(one.exit_code == 79);
  CHECK_THAT(one.err, !Contains("api has not reached") && Contains("error: billing has not reached"));
}

TEST_CASE("a newer release on top is as good as the revision itself") {
  Two workspace;
  workspace.revision("api", "cccccccccccc", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE more (id int);\n");
  REQUIRE(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 0);
  workspace.remove_revision("api", "cccccccccccc");
  CHECK(workspace.deed({"-s", "api", "wait", "--timeout", "1s"}).exit_code == 0);
}

TEST_CASE("half of a revision is not there") {
  Two workspace;
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE a (id int);\n\n-- deed:upgrade\nSELECT 1 / 0;\n");
  REQUIRE(workspace.deed({"-s", "api", "upgrade", "head"}).exit_code == 11);
  CHECK(workspace.deed({"-s", "api", "wait", "--timeout", "100ms"}).exit_code == 79);
}

TEST_CASE("a symbol that is in no file is not waited for") {
  Two workspace;
  CHECK(workspace.deed({"--all", "wait", "--revision", "aaaaaaaaaaaa", "--timeout", "60s"}).exit_code == 4);
}

TEST_CASE("wait takes no lock and writes nothing") {
  Two workspace;
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  // Everything but reading is kept out, by who waits for the strongest lock.
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE deed.version_api IN EXCLUSIVE MODE");
  other.execute("LOCK TABLE deed.ownership IN EXCLUSIVE MODE");
  workspace.database().sql("ALTER DATABASE " + workspace.database().name() + " SET default_transaction_read_only = on");
  CHECK(workspace.deed({"--all", "wait", "--timeout", "20s"}).exit_code == 0);
}

TEST_CASE("--database waits for the server alone") {
  Two workspace;
  SECTION("that is there, with nothing in it") {
    CHECK(workspace.deed({"-s", "api", "wait", "--database", "--timeout", "20s"}).exit_code == 0);
    CHECK(workspace.database().value("SELECT count(*) FROM pg_namespace WHERE nspname = 'deed'") == "0");
  }
  SECTION("that has the database only later") {
    const std::string name = workspace.database().name() + "_later";
    const std::string url = TestServer::get().server().address().url(name);
    RunningProcess waiting({"deed", "--all", "wait", "--database", "--timeout", "60s"},
                           {.environment = {{"DATABASE_URL", url}}, .directory = workspace.path()});
    REQUIRE(waiting.wait_for_text("Connecting again: Database"));
    workspace.database().sql("CREATE DATABASE " + name);
    CHECK(waiting.wait().exit_code == 0);
    workspace.database().sql("DROP DATABASE " + name + " WITH (FORCE)");
  }
  SECTION("in vain") {
    const ProcessResult result = workspace.deed_with({"-s", "api", "wait", "--database", "--timeout", "100ms"},
                                                     {{"DATABASE_URL", "postgresql://nobody@127.0.0.1:1/db"}});
    CHECK(result.exit_code == 76);
  }
  SECTION("and no revision") { CHECK(workspace.deed({"-s", "api", "wait", "--database", "--revision", "aaaaaaaaaaaa"}).exit_code == 2); }
}

TEST_CASE("on a terminal waiting is one line, elsewhere a line now and then") {
  Two workspace;
  const ProcessResult terminal =
      run({"script", "-qec", deed_program() + " -s api wait --timeout 1500ms", "/dev/null"}, workspace.options());
  CHECK(terminal.exit_code == 79);
  CHECK_THAT(terminal.out, Contains("\r\x1b[KWaiting for aaaaaaaaaaaa of api") &&
                               Contains("\r\x1b[K\x1b[31merror\x1b[0m: api has not reached") && !Contains("] Waiting for"));
  const ProcessResult file = workspace.deed({"-s", "api", "wait", "--timeout", "1500ms"});
  std::size_t lines = 0;
  for (std::size_t at = file.err.find("Waiting for"); at != std::string::npos; at = file.err.find("Waiting for", at + 1)) {
    ++lines;
  }
  CHECK(lines == 1);
}
