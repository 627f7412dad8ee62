// What an Alembic user types, and sees.
#include <catch2/catch.hpp>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;
using Catch::Matchers::StartsWith;

namespace {

constexpr const char* kEmpty = "-- deed:upgrade\n\n-- deed:downgrade\n";

// 1a1b forks into ae10 and the branch of the shopping cart.
void fork(TestWorkspace& workspace) {
  workspace.service("api");
  workspace.revision("api", "1a1b8117c8cd", "", kEmpty);
  workspace.revision("api", "ae1027a6acf0", "1a1b8117c8cd", kEmpty);
  const ProcessResult result = workspace.deed(
      {"revision", "-m", "add shopping cart", "--head", "1a1b", "--splice", "--branch-label", "shoppingcart", "--rev-id", "27c6a30d7c24"});
  CHECK(result.err.empty());
  REQUIRE(result.exit_code == 0);
}

}  // namespace

TEST_CASE("branches are made, shown and merged as Alembic does it") {
  TestWorkspace workspace;
  fork(workspace);
  CHECK(workspace.deed({"heads"}).out == "27c6a30d7c24 (shoppingcart) (head)\nae1027a6acf0 (head)\n");
  CHECK(workspace.deed({"branches"}).out ==
        "1a1b8117c8cd (branchpoint)\n"
        "             -> 27c6a30d7c24 (shoppingcart) (head)\n"
        "             -> ae1027a6acf0 (head)\n\n");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 4);
  CHECK_THAT(workspace.deed({"revision", "-m", "x"}).err, Contains("Multiple heads are present"));
  CHECK_THAT(workspace.deed({"revision", "-m", "x", "--head", "1a1b"}).err, Contains("1a1b8117c8cd is not a head revision"));
  CHECK_THAT(workspace.deed({"merge", "ae10"}).err, Contains("There is nothing to merge: ae10 names 1 revision"));

  REQUIRE(workspace.deed({"merge", "-m", "merge ae1 and 27c", "ae1", "27c", "--rev-id", "4f1255eefaba"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"history", "-r", "27c:"}).out,
             Equals("ae1027a6acf0, 27c6a30d7c24 -> 4f1255eefaba (shoppingcart) (head) (mergepoint), merge ae1 and 27c\n"
                    "1a1b8117c8cd -> 27c6a30d7c24 (shoppingcart), add shopping cart\n"));
  const std::string shown = workspace.deed({"show", "4f12"}).out;
  CHECK_THAT(shown, StartsWith("Rev: 4f1255eefaba (head) (mergepoint)\nMerges: ae1027a6acf0, 27c6a30d7c24\n"
                               "Branch names: shoppingcart\nPath: "));
  CHECK_THAT(shown, Contains("\n    merge ae1 and 27c\n    \n    Revision ID: 4f1255eefaba\n    Revises: ae1027a6acf0, 27c6a30d7c24\n"));
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "4f1255eefaba (head) (mergepoint)\n");
}

TEST_CASE("a new revision stands where it is told to") {
  TestWorkspace workspace;
  fork(workspace);
  workspace.service("other");
  workspace.revision("other", "0123456789ab", "", kEmpty);
  const auto revision = [&](std::vector<std::string> further) {
    std::vector<std::string> words{"-s", "api", "revision", "-m", "new", "--rev-id", "eeeeeeeeeeee"};
    words.insert(words.end(), further.begin(), further.end());
    return workspace.deed(words);
  };
  SECTION("on a branch, with dependencies") {
    CHECK(revision({"--head", "shoppingcart@head", "--depends-on", "ae10", "--depends-on", "other:head"}).exit_code == 0);
    const std::string shown = workspace.deed({"-s", "api", "show", "eeee"}).out;
    CHECK_THAT(shown, Contains("Parent: 27c6a30d7c24"));
    CHECK(workspace.deed({"-s", "api", "heads", "--resolve-dependencies"}).out == "eeeeeeeeeeee (shoppingcart) (head)\n");
    const ProcessResult result = workspace.deed({"-s", "api", "upgrade", "heads"});
    CHECK(result.exit_code == 79);
    CHECK_THAT(result.err, Contains("other:0123456789ab"));
  }
  SECTION("without parents") {
    CHECK(revision({"--head", "base", "--branch-label", "apart"}).exit_code == 0);
    CHECK_THAT(workspace.deed({"-s", "api", "history", "-r", "apart:"}).out, Equals("<base> -> eeeeeeeeeeee (apart) (head), new\n"));
  }
  SECTION("what cannot be is refused, and nothing written") {
    CHECK(revision({"--head", "ae10", "--branch-label", "shoppingcart"}).exit_code == 4);
    CHECK(revision({"--head", "ae10", "--branch-label", "cart-2"}).exit_code == 2);
    CHECK(revision({"--head", "ae10", "--depends-on", "nobody:head"}).exit_code == 2);
    CHECK(revision({"--head", "nope"}).exit_code == 4);
    CHECK(workspace.deed({"-s", "api", "revision", "-m", "x", "--head", "ae10", "--rev-id", "27c6a30d7c24"}).exit_code == 4);
    CHECK(workspace.deed({"-s", "api", "heads"}).out == "27c6a30d7c24 (shoppingcart) (head)\nae1027a6acf0 (head)\n");
  }
}

TEST_CASE("current and history count from the database") {
  TestWorkspace workspace;
  fork(workspace);
  CHECK(workspace.deed({"current", "--check-heads"}).exit_code == 1);
  CHECK(workspace.deed({"upgrade", "ae10"}).exit_code == 0);
  const ProcessResult one = workspace.deed({"current", "-c"});
  CHECK(one.exit_code == 1);
  CHECK(one.out == "ae1027a6acf0 (head)\n");
  CHECK_THAT(one.err, Contains("Database is not on all head revisions"));
  CHECK(workspace.deed({"history", "-r", "-1:current"}).out ==
        "1a1b8117c8cd -> ae1027a6acf0 (head), ae1027a6acf0 of api\n<base> -> 1a1b8117c8cd (branchpoint), 1a1b8117c8cd of api\n");
  CHECK(workspace.deed({"history", "-r-1:current", "-i"}).out ==
        "1a1b8117c8cd -> ae1027a6acf0 (head) (current), ae1027a6acf0 of api\n<base> -> 1a1b8117c8cd (branchpoint), 1a1b8117c8cd of api\n");
  CHECK(workspace.deed({"history", "-r", "head"}).exit_code == 2);
  CHECK(workspace.deed({"upgrade", "heads"}).exit_code == 0);
  CHECK(workspace.deed({"current", "-c"}).exit_code == 0);
  const std::string verbose = workspace.deed({"current", "-v"}).out;
  CHECK_THAT(verbose, StartsWith("Current revision(s) for ") && Contains("Rev: 27c6a30d7c24 (head)\n"));
}

TEST_CASE("stamp --purge forgets a history that does not fit") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE a (id int);\n");
  workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE b (id int);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.remove_revision("api", "aaaaaaaaaaaa");
  workspace.remove_revision("api", "bbbbbbbbbbbb");
  workspace.revision("api", "cccccccccccc", "", "-- deed:upgrade\nCREATE TABLE a (id int);\nCREATE TABLE b (id int);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 9);
  CHECK(workspace.deed({"stamp", "head"}).exit_code == 9);
  CHECK(workspace.deed({"stamp", "--purge", "head"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "cccccccccccc (head)\n");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT string_agg(object, ', ' ORDER BY object) FROM deed.ownership "
                                   "WHERE kind = 'object'") == "public.a, public.b");
}

TEST_CASE("ensure_version makes deed's own tables and nothing else") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE a (id int);\n");
  CHECK(workspace.deed({"ensure_version"}).exit_code == 0);
  CHECK(workspace.deed({"ensure-version"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api") == "0");
  CHECK(workspace.database().value("SELECT to_regclass('a') IS NULL") == "t");
}

TEST_CASE("edit opens the file, and tells what is wrong with it then") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", kEmpty);
  const auto edit = [&](const std::string& editor) { return workspace.deed_with({"edit", "head"}, {{"EDITOR", editor}}); };
  CHECK_THAT(edit("cat").out, Contains("Revision ID: aaaaaaaaaaaa"));
  CHECK(edit("false").exit_code == 2);
  const ProcessResult broken = edit("sed -i 's/deed:upgrade/deed:upgrde/'");
  CHECK(broken.exit_code == 5);
  CHECK_THAT(broken.err, Contains("Did you mean 'upgrade'?"));
}

TEST_CASE("what looks and checks prints JSON that PostgreSQL can read") {
  TestWorkspace workspace;
  fork(workspace);
  workspace.service("other", "[ownership]\nowns = [\"plan\"]\n[[ownership.share]]\nobject = \"plan\"\nwith = \"*\"\nallow = [\"read\"]\n");
  workspace.model("other", "CREATE TABLE plan (id int, n text);\n");
  workspace.revision("other", "dddddddddddd", "", "-- deed:upgrade\nCREATE TABLE plan (id int);\n-- deed:share plan with *: read\n");
  REQUIRE(workspace.deed({"-s", "other", "upgrade", "head"}).exit_code == 0);
  const auto value = [&](std::vector<std::string> words, const std::string& path) {
    words.insert(words.begin(), {"--format", "json"});
    const std::string text = workspace.deed(words).out;
    INFO(text);
    return workspace.database().value("SELECT $json$" + text + "$json$::jsonb #>> '" + path + "'");
  };
  CHECK(value({"-s", "api", "heads"}, "{0,branch_labels,0}") == "shoppingcart");
  CHECK(value({"-s", "api", "history", "-r", "27c6:"}, "{0,revises}") == "[\"1a1b8117c8cd\"]");
  CHECK(value({"-s", "api", "branches"}, "{0,followed_by,1}") == "ae1027a6acf0");
  CHECK(value({"-s", "other", "show", "head"}, "{0,head}") == "true");
  CHECK(value({"-s", "other", "current"}, "{0,revision}") == "dddddddddddd");
  CHECK(value({"--all", "status"}, "{0,pending,0}") == "1a1b8117c8cd 1a1b8117c8cd of api");
  CHECK(value({"-s", "other", "check"}, "{0,agrees}") == "false");
  CHECK_THAT(value({"-s", "other", "check"}, "{0,sql}"), Contains("ADD COLUMN n text"));
  CHECK(value({"review"}, "{services}") == "2");
  CHECK(value({"ownership", "list"}, "{services,0,shares,0,allow,0}") == "read");
  CHECK(workspace.deed({"--format", "yaml", "--all", "heads"}).exit_code == 2);
}
