// Commands that are about several services.
#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;

namespace {

constexpr const char* kBroken = "-- deed:upgrade\nSELECT 1 / 0;\n";

std::string creates(const std::string& table) {
  return "-- deed:upgrade\nCREATE TABLE " + table + " (id int PRIMARY KEY);\n\n-- deed:downgrade\nDROP TABLE " + table + ";\n";
}

void depending(TestWorkspace& workspace, const std::string& service, const std::string& id, const std::string& on,
               const std::string& sections) {
  workspace.write("services/" + service + "/revisions/" + id + ".sql",
                  "-- m\n--\n-- Revision ID: " + id + "\n-- Revises:\n-- Depends On: " + on + "\n\n" + sections);
}

}  // namespace

TEST_CASE("a service that fails stops what depends on it, and nothing else") {
  TestWorkspace workspace;
  workspace.service("a");
  workspace.revision("a", "a1aaaaaaaaaa", "", creates("a1"));
  workspace.revision("a", "a2aaaaaaaaaa", "a1aaaaaaaaaa", kBroken);
  workspace.service("b");
  depending(workspace, "b", "b1bbbbbbbbbb", "a:a1aaaaaaaaaa", creates("b1"));
  workspace.service("c");
  depending(workspace, "c", "c1cccccccccc", "a:a2aaaaaaaaaa", creates("c1"));
  workspace.service("d");
  workspace.revision("d", "d1dddddddddd", "", creates("d1"));

  const ProcessResult result = workspace.deed({"--all", "upgrade", "heads", "--wait-dependencies", "60s"});
  CHECK(result.exit_code == 11);
  CHECK_THAT(result.err, Contains("error: division by zero") && Contains("a2aaaaaaaaaa.sql") &&
                             Contains("skipped c: Revision 'c1cccccccccc' depends on"));
  CHECK(workspace.deed({"--all", "current"}).out == "a: a1aaaaaaaaaa\nb: b1bbbbbbbbbb (head)\nd: d1dddddddddd (head)\n");
}

TEST_CASE("review judges the services that it can read") {
  TestWorkspace workspace;
  workspace.service("owner");
  workspace.revision("owner", "aaaaaaaaaaaa", "", creates("datasets"));
  workspace.service("thief");
  workspace.revision("thief", "bbbbbbbbbbbb", "", "-- deed:upgrade\nDROP TABLE datasets;\n");
  CHECK(workspace.deed({"-s", "thief", "review"}).exit_code == 1);
  workspace.service("broken");
  workspace.write("services/broken/revisions/x.sql", "no header at all\n");
  const ProcessResult result = workspace.deed({"-s", "thief", "review"});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("DROP") || Contains("datasets"));
}

TEST_CASE("several heads and a missing directory of revisions are told") {
  TestWorkspace workspace;
  workspace.service("api");
  const ProcessResult nothing = workspace.deed({"upgrade", "head"});
  CHECK(nothing.exit_code == 3);
  CHECK_THAT(nothing.err, Contains("has no directory of revisions"));
  CHECK(workspace.deed({"wait", "--timeout", "1s"}).exit_code == 3);
  const ProcessResult fresh = workspace.deed({"review"});
  CHECK(fresh.exit_code == 0);
  CHECK_THAT(fresh.out, Contains("has no directory of revisions"));
  workspace.revision("api", "aaaaaaaaaaaa", "", creates("a"));
  workspace.revision("api", "bbbbbbbbbbbb", "", creates("b"));
  const ProcessResult two = workspace.deed({"review"});
  CHECK(two.exit_code == 0);
  CHECK_THAT(two.out, Contains("warning: Service 'api' has 2 heads: aaaaaaaaaaaa, bbbbbbbbbbbb"));
  CHECK(workspace.deed({"review", "--fail-on", "warning"}).exit_code == 1);
}

TEST_CASE("another version_table is never an empty history") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", creates("a"));
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.service("api", "version_table = \"version_other\"\n");
  for (const std::string command : {"current", "status", "upgrade"}) {
    INFO(command);
    const std::vector<std::string> words =
        command == "upgrade" ? std::vector<std::string>{command, "head"} : std::vector<std::string>{command};
    const ProcessResult result = workspace.deed(words);
    CHECK(result.exit_code == 10);
    CHECK_THAT(result.err, Contains("The history of api is in deed.version_api, but deed.toml names deed.version_other"));
  }
}

TEST_CASE("a stamp does not take away what another service's revision depends on") {
  TestWorkspace workspace;
  workspace.service("a");
  workspace.revision("a", "aaaaaaaaaaaa", "", creates("a"));
  workspace.service("b");
  depending(workspace, "b", "bbbbbbbbbbbb", "a:aaaaaaaaaaaa", creates("b"));
  REQUIRE(workspace.deed({"--all", "upgrade", "head"}).exit_code == 0);
  const ProcessResult result = workspace.deed({"-s", "a", "stamp", "base"});
  CHECK(result.exit_code == 4);
  CHECK_THAT(result.err, Contains("b:bbbbbbbbbbbb depends on aaaaaaaaaaaa"));
}

TEST_CASE("status says in its first line what is wrong") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", creates("a"));
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"status"}).out, Catch::StartsWith("api: up to date\n"));
  workspace.database().sql("DELETE FROM deed.ownership WHERE kind = 'object'");
  const std::string contradicted = workspace.deed({"status"}).out;
  CHECK_THAT(contradicted, Catch::StartsWith("api: 1 problem\n") && Contains("ownership table does not say"));
}
