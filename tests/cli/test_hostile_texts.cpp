// What others have written, into tables, messages and the environment, and what deed says of it.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "support/listener.h"
#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
using Catch::StartsWith;

namespace {

constexpr const char* kTable = "-- deed:upgrade\nCREATE TABLE t (a int);\n\n-- deed:downgrade\nDROP TABLE t;\n";

class Upgraded : public TestWorkspace {
 public:
  Upgraded() {
    service("api");
    revision("api", "aaaaaaaaaaaa", "", kTable);
    REQUIRE(deed({"upgrade", "head"}).exit_code == 0);
  }
};

// A message of the server's: its kind, its length, its fields.
std::string message(char kind, const std::string& sqlstate, const std::string& text) {
  std::string fields;
  for (const std::string& field : {std::string("SERROR"), std::string("VERROR"), "C" + sqlstate, "M" + text, std::string()}) {
    fields += field + '\0';
  }
  const std::size_t length = fields.size() + 4;
  return std::string{kind, '\0', '\0', static_cast<char>(length / 256), static_cast<char>(length % 256)} + fields;
}

}  // namespace

TEST_CASE("a history whose rows do not belong together is told, and ends nothing") {
  Upgraded workspace;
  workspace.database().sql("UPDATE deed.version_api SET position = -9");
  const ProcessResult result = workspace.deed({"show", "--applied", "aaaa"});
  CHECK(result.exit_code == 10);
  CHECK_THAT(result.err, Contains("revision 'aaaaaaaaaaaa', but no record of how it was applied") && Contains("deed.version_api"));
}

TEST_CASE("a malformed row of the ownership table is named, and stops what would trust the map") {
  Upgraded workspace;
  workspace.service("other");
  workspace.revision("other", "bbbbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE u (a int);\n");
  const std::string rest(2000, 'x');
  workspace.database().sql("INSERT INTO deed.ownership (service, kind, object) VALUES ('api', 'object', E'a.b.c.\x1b[31m" + rest + "')");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"-s", "other", "upgrade", "head"}, std::vector<std::string>{"-s", "api", "downgrade", "base"},
        std::vector<std::string>{"ownership", "list"}}) {
    const ProcessResult result = workspace.deed(words);
    CHECK(result.exit_code == 10);
    CHECK_THAT(result.err, Contains("has a row that this deed cannot have written") &&
                               Contains("at:  deed.ownership: service 'api', kind 'object', object 'a.b.c.\\x1b[31mxxx") &&
                               Contains("restore the row") && !Contains("\x1b"));
    CHECK(result.err.size() < 2000);
  }
  // The others' looks go on, and its own page says what is wrong.
  for (const char* look : {"status", "current"}) {
    const ProcessResult result = workspace.deed({"-s", "other", look});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Contains("WARN") && Contains("deed.ownership: service 'api', kind 'object', object 'a.b.c."));
    CHECK(result.err.size() < 2000);
  }
  CHECK_THAT(workspace.deed({"-s", "api", "status"}).out, Contains("problem    deed.ownership: service 'api', kind 'object'"));
}

TEST_CASE("nothing in a history is obeyed by a terminal or a CI system") {
  Upgraded workspace;
  const std::string evil = "E'ev\\nil\\x1b[2J'";
  workspace.database().sql("UPDATE deed.version_api SET revision = " + evil +
                           ", message = E'm\\r\\nDROP TABLE t;', actor = E'a\\n::error::x'");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"current"}, std::vector<std::string>{"current", "-v"}, std::vector<std::string>{"status"},
        std::vector<std::string>{"upgrade", "head"}, std::vector<std::string>{"show", "--applied", "ev"}}) {
    const ProcessResult result = workspace.deed(words);
    CAPTURE(words.front(), result.out, result.err);
    CHECK_THAT(result.out + result.err, Contains("ev\\nil\\x1b[2J") && !Contains("\x1b") && !Contains("\nil") && !Contains("\r") &&
                                            !Contains("\nDROP TABLE t;\n--") && !Contains("\n::error"));
  }
}

TEST_CASE("applied SQL is a file's text for a file, and obeyed by no terminal") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT 'a\x1b[2J\tb';\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"show", "--applied", "aaaa"}).out, Contains("SELECT 'a\x1b[2J\tb';\n"));
  const ProcessResult result =
      run({"python3", "-c", "import pty, sys; pty.spawn(sys.argv[1:])", deed_program(), "show", "--applied", "aaaa"}, workspace.options());
  CHECK_THAT(result.out, Contains("SELECT 'a\\x1b[2J\tb';") && !Contains("\x1b[2J"));
}

TEST_CASE("what a server says before it is known to be one's own is not shown") {
  std::string notices;
  for (int i = 0; i < 50; ++i) {
    notices += message('N', "00000", "\x1b[31mpay here");
  }
  const Listener hostile(Listener::Manner::answers,
                         {std::string("R\0\0\0\x08\0\0\0\0", 9) + notices + message('E', "28P01", "no\x1b[31m\n::error::x")});
  TestWorkspace workspace;
  workspace.service("api", "[database]\nconnect_timeout = \"1s\"\n");
  const ProcessResult result =
      workspace.deed_with({"current"}, {{"DATABASE_URL", fmt::format("postgresql://app@127.0.0.1:{}/d?sslmode=disable", hostile.port())}});
  CHECK(result.exit_code == 74);
  CHECK_THAT(result.err, !Contains("pay here") && !Contains("\x1b") && !Contains("\n::error"));
}

TEST_CASE("what another runner does is told without its literals") {
  Upgraded workspace;
  workspace.write("services/api/deed.toml", "service = \"api\"\n[database]\nrunner_wait = \"0s\"\n");
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nSELECT 1;\n");
  const std::string keys = workspace.deed({"upgrade", "head", "--sql"}).out;
  const std::size_t at = keys.find("pg_try_advisory_lock(");
  REQUIRE(at != std::string::npos);
  const std::string lock = keys.substr(at, keys.find(')', at) + 1 - at);
  workspace.database().sql("SELECT pg_catalog." + lock);
  workspace.database().sql("SELECT 'hunter2', $x$hunter2$x$ -- hunter2");
  const ProcessResult refused = workspace.deed({"upgrade", "head"});
  CHECK(refused.exit_code == 75);
  CHECK_THAT(refused.err, Contains("Another runner") && Contains("last SELECT") && !Contains("hunter2"));
  const ProcessResult status = workspace.deed({"status"});
  CHECK_THAT(status.out, Contains("last SELECT '…', '…'") && !Contains("hunter2"));
  CHECK_THAT(workspace.deed({"--format", "json", "status"}).out, !Contains("hunter2"));
}

TEST_CASE("wait tells that the history is in another table than deed.toml says") {
  Upgraded workspace;
  workspace.write("services/api/deed.toml", "service = \"api\"\nversion_table = \"version_new\"\n");
  const ProcessResult result = workspace.deed({"wait", "--timeout", "5s"});
  CHECK(result.exit_code == 10);
  CHECK_THAT(result.err, Contains("The history of api is in deed.version_api, but deed.toml names deed.version_new."));
}

TEST_CASE("an unset variable does not upgrade nothing with success") {
  Upgraded workspace;
  const std::vector<std::string> words =
      GENERATE(as<std::vector<std::string>>(), std::vector<std::string>{"upgrade", ""}, std::vector<std::string>{"downgrade", ""},
               std::vector<std::string>{"init", ""}, std::vector<std::string>{"upgrade", "head", "--tag", "--sql"},
               std::vector<std::string>{"-c", "", "upgrade", "head"});
  CHECK(workspace.deed(words).exit_code == 2);
}

TEST_CASE("where the database is, is no place to go to") {
  Upgraded workspace;
  const ProcessResult result = workspace.deed({"upgrade", "current"});
  CHECK(result.exit_code == 4);
  CHECK_THAT(result.err, Contains("'current' is where the database is") && !Contains("Did you mean"));
}
