// What the history keeps of revisions whose files were edited, are gone, or never were here.
#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
using Catch::StartsWith;

namespace {

constexpr const char* kFirst =
    "-- deed:upgrade\nCREATE TABLE account (\n  id int PRIMARY KEY,\n  name text\n);\n\n-- deed:downgrade\nDROP TABLE account;\n";

class Applied {
 public:
  Applied() {
    workspace.service("api");
    workspace.revision("api", "aaaaaaaaaaaa", "", kFirst);
    workspace.revision(
        "api", "bbbbbbbbbbbb", "aaaaaaaaaaaa",
        "-- deed:upgrade\nCREATE TABLE orders (id int);\n\n-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY orders_id ON orders "
        "(id);\n\n-- deed:downgrade\nDROP TABLE orders;\n");
    upgrade();
  }
  void upgrade() {
    const auto result = workspace.deed_with({"upgrade", "head"}, {{"DATABASE_URL", workspace.database().url()}, {"DEED_ACTOR", "alice"}});
    REQUIRE(result.exit_code == 0);
  }

  TestWorkspace workspace;
};

}  // namespace

TEST_CASE("an edited step names file, time, actor and the way to the difference, which --diff shows") {
  Applied applied;
  TestWorkspace& workspace = applied.workspace;
  workspace.revision(
      "api", "aaaaaaaaaaaa", "",
      "-- deed:upgrade\nCREATE TABLE account (\n  id int PRIMARY KEY,\n  name varchar(20)\n);\n\n-- deed:downgrade\nDROP TABLE account;\n");
  const ProcessResult refused = workspace.deed({"upgrade", "head"});
  CHECK(refused.exit_code == 13);
  CHECK_THAT(refused.err, Contains("Step 1 of revision 'aaaaaaaaaaaa' was edited after it was applied.") &&
                              Contains("aaaaaaaaaaaa.sql:6") && Contains("upgraded 20") && Contains("by alice (role ") &&
                              Contains("deed -s api show aaaaaaaaaaaa --applied --diff") && Contains("new revision"));
  CHECK_THAT(workspace.deed({"status"}).out, Contains("by alice (role "));

  const ProcessResult diff = workspace.deed({"show", "aaaaaaaaaaaa", "--applied", "--diff"});
  CHECK(diff.exit_code == 0);
  CHECK_THAT(diff.out, StartsWith("--- aaaaaaaaaaaa as upgraded 20") && Contains("+++ services/api/revisions/aaaaaaaaaaaa.sql\n@@ -6,") &&
                           Contains("\n   id int PRIMARY KEY,\n-  name text\n+  name varchar(20)\n );\n"));
  const ProcessResult same = workspace.deed({"show", "bbbb", "--diff"});
  CHECK(same.out.empty());
  CHECK_THAT(same.err, Contains("The file says what was applied"));
  const ProcessResult json = workspace.deed({"--format", "json", "show", "aaaa", "--applied"});
  CHECK_THAT(json.out,
             Contains("\"edited\": true") && Contains("name text") && Contains("name varchar(20)") && Contains("\"actor\": \"alice\""));
}

TEST_CASE("an edited step names who applied that step, not who was the last at its revision") {
  TestWorkspace workspace;
  workspace.service("api");
  const auto steps = [&](const std::string& first, const std::string& second) {
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\n" + first + "\n\n-- deed:upgrade\n" + second + "\n");
  };
  const auto upgrade_as = [&](const std::string& actor) {
    return workspace.deed_with({"upgrade", "head"}, {{"DATABASE_URL", workspace.database().url()}, {"DEED_ACTOR", actor}});
  };
  steps("CREATE TABLE t (a int);", "SELECT 1 / 0;");
  REQUIRE(upgrade_as("alice").exit_code == 11);
  steps("CREATE TABLE t (a int);", "SELECT 1;");
  REQUIRE(upgrade_as("bob").exit_code == 0);
  steps("CREATE TABLE t (a bigint);", "SELECT 1;");
  const ProcessResult first = workspace.deed({"upgrade", "head"});
  CHECK(first.exit_code == 13);
  CHECK_THAT(first.err, Contains("Step 1 of revision") && Contains("done 20") && Contains("by alice (role ") && !Contains("bob"));
  steps("CREATE TABLE t (a int);", "SELECT 2;");
  const ProcessResult second = workspace.deed({"upgrade", "head"});
  CHECK(second.exit_code == 13);
  CHECK_THAT(second.err, Contains("Step 2 of revision") && Contains("upgraded 20") && Contains("by bob (role ") && !Contains("alice"));
}

TEST_CASE("a revision whose file is gone is shown as a file, which takes its place") {
  Applied applied;
  TestWorkspace& workspace = applied.workspace;
  const std::string lost = GENERATE(as<std::string>(), "bbbbbbbbbbbb", "aaaaaaaaaaaa");
  workspace.remove_revision("api", lost);
  const ProcessResult shown = workspace.deed({"show", lost.substr(0, 4), "--applied"});
  CAPTURE(shown.err);
  REQUIRE(shown.exit_code == 0);
  CHECK_THAT(shown.out, StartsWith("-- " + lost + " of api\n--\n-- Revision ID: " + lost + "\n") && Contains("-- Applied: upgraded 20") &&
                            Contains("by alice (role ") && Contains("\n-- deed:upgrade\nCREATE TABLE"));
  workspace.write("services/api/revisions/" + lost + ".sql", shown.out);
  CHECK_THAT(workspace.deed({"status"}).out, StartsWith("api: up to date\n"));
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("what is not applied has no record") {
  Applied applied;
  CHECK(applied.workspace.deed({"downgrade", "-1"}).exit_code == 0);
  const ProcessResult result = applied.workspace.deed({"show", "bbbbbbbbbbbb", "--applied"});
  CHECK(result.exit_code == 4);
  CHECK_THAT(result.err, Contains("is not applied") && Contains("downgraded bbbbbbbbbbbb"));
  CHECK(applied.workspace.deed({"show", "ffff", "--applied"}).exit_code == 4);
}

TEST_CASE("a database ahead says which revisions, applied when and by whom, and that the files are older") {
  Applied applied;
  TestWorkspace& workspace = applied.workspace;
  workspace.remove_revision("api", "bbbbbbbbbbbb");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("ahead of these files by 1 revision: bbbbbbbbbbbb. This image or checkout is older than the database.") &&
                             Contains("bbbbbbbbbbbb bbbbbbbbbbbb of api: upgraded 20") && Contains("by alice (role ") &&
                             Contains("with deed "));
  CHECK_THAT(workspace.deed({"status"}).out, StartsWith("api: ahead of the files\n") && Contains("ahead      bbbbbbbbbbbb"));
  workspace.service("api", "[revisions]\nahead = \"refuse\"\n");
  const ProcessResult refused = workspace.deed({"upgrade", "head"});
  CHECK(refused.exit_code == 9);
  CHECK_THAT(refused.err, Contains("by alice (role ") && Contains("older than the database") && Contains("ahead = \"refuse\""));
}

TEST_CASE("a diverged database names both lines, their common ancestor and the ways out") {
  Applied applied;
  TestWorkspace& workspace = applied.workspace;
  workspace.remove_revision("api", "bbbbbbbbbbbb");
  workspace.revision("api", "cccccccccccc", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE mine (id int);\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 9);
  CHECK_THAT(result.err, Contains("1 revision that does not fit these files: bbbbbbbbbbbb") && Contains("by alice (role ") &&
                             Contains("Common ancestor: aaaaaaaaaaaa") && Contains("These files have instead: cccccccccccc") &&
                             Contains("deed -s api show bbbbbbbbbbbb --applied") && Contains("deed -s api merge heads") &&
                             Contains("stamp --purge"));

  SECTION("the file that was lost, joined by a merge, is a way out") {
    workspace.write("services/api/revisions/b.sql", workspace.deed({"show", "bbbb", "--applied"}).out);
    CHECK(workspace.deed({"merge", "heads", "-m", "join"}).exit_code == 0);
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
    CHECK_THAT(workspace.deed({"status"}).out, StartsWith("api: up to date\n"));
  }
  SECTION("to forget is one") {
    CHECK(workspace.deed({"stamp", "--purge", "aaaaaaaaaaaa"}).exit_code == 0);
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  }
}
