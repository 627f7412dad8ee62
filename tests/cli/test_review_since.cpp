// `review --since`: what a branch changed, in real repositories.
#include <catch2/catch.hpp>

#include <filesystem>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

constexpr const char* kDown = "\n-- deed:downgrade\n";

class Checkout : public TestWorkspace {
 public:
  Checkout() {
    service("api", "[review]\nowners = [\"@org/api\"]\n");
    service("selection");
    revision("api", "aaaaaaaaaaaa", "", std::string("-- deed:upgrade\nCREATE TABLE api_t (a int);\n") + kDown);
    revision("selection", "bbbbbbbbbbbb", "", std::string("-- deed:upgrade\nCREATE TABLE datasets (id int PRIMARY KEY);\n") + kDown);
    git({"init", "-q", "-b", "main"});
    commit("start");
    git({"checkout", "-q", "-b", "feature"});
  }

  ProcessResult git(std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-c", "user.name=t", "-c", "user.email=t@example.com"});
    const ProcessResult result = run(words, {.directory = path()});
    CAPTURE(words, result.err);
    REQUIRE(result.exit_code == 0);
    return result;
  }

  void commit(const std::string& message) {
    git({"add", "-A"});
    git({"commit", "-q", "-m", message});
  }

  ProcessResult review(std::vector<std::string> further = {}, const std::string& since = "main") const {
    std::vector<std::string> words{"review", "--since", since};
    words.insert(words.end(), further.begin(), further.end());
    return deed_with(words, {});
  }
};

}  // namespace

TEST_CASE("a branch that only adds a revision has no findings") {
  Checkout checkout;
  CHECK(checkout.review().out == "No findings in 2 revisions of 2 services\n");
  checkout.revision("api", "cccccccccccc", "aaaaaaaaaaaa", std::string("-- deed:upgrade\nALTER TABLE api_t ADD COLUMN b int;\n") + kDown);
  CHECK(checkout.review().out == "No findings in 3 revisions of 2 services\n");
  checkout.commit("more");
  CHECK(checkout.review().exit_code == 0);
}

TEST_CASE("a revision that was there and was edited is found, unless only its comments and layout were") {
  Checkout checkout;
  checkout.revision("api", "aaaaaaaaaaaa", "", std::string("-- deed:upgrade\n-- a comment\nCREATE TABLE api_t  (a int);\n") + kDown);
  CHECK(checkout.review().exit_code == 0);
  checkout.revision("api", "aaaaaaaaaaaa", "", std::string("-- deed:upgrade\nCREATE TABLE api_t (a bigint);\n") + kDown);
  const ProcessResult result = checkout.review();
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("services/api/revisions/aaaaaaaaaaaa.sql: error: Revision 'aaaaaaaaaaaa' was there at ") &&
                             Contains("is not what it was: the upgrade. [edited-revision]") &&
                             Contains("-- services/api/revisions/aaaaaaaaaaaa.sql), and write a new revision"));
  checkout.git({"checkout", "-q", "--", "."});
  checkout.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE api_t (a int);\n\n-- deed:downgrade\nDROP TABLE api_t;\n");
  CHECK(checkout.review().exit_code == 0);
  CHECK_THAT(checkout.review().out, Contains("warning: The way down of revision 'aaaaaaaaaaaa'"));
}

TEST_CASE("a revision that was there and is gone is found; one that moved is not") {
  Checkout checkout;
  fs::rename(checkout.path() / "services/api/revisions/aaaaaaaaaaaa.sql", checkout.path() / "services/api/revisions/renamed.sql");
  CHECK(checkout.review().exit_code == 0);
  fs::remove(checkout.path() / "services/api/revisions/renamed.sql");
  CHECK_THAT(checkout.review().out, Contains("services/api/revisions/aaaaaaaaaaaa.sql: error: Revision 'aaaaaaaaaaaa' was there at ") &&
                                        Contains("and is gone. [edited-revision]"));
  // Nor does it help to move the whole service away.
  checkout.git({"checkout", "-q", "--", "."});
  checkout.git({"mv", "services/api", "services/other"});
  CHECK(checkout.review().exit_code == 0);
  fs::remove(checkout.path() / "services/other/revisions/aaaaaaaaaaaa.sql");
  CHECK_THAT(checkout.review().out, Contains("and is gone. [edited-revision]"));
}

TEST_CASE("two branches that each add a head are found before they are merged") {
  Checkout checkout;
  const auto add = [&](const std::string& id) {
    checkout.revision("api", id, "aaaaaaaaaaaa", "-- deed:upgrade\nALTER TABLE api_t ADD COLUMN " + id + " int;\n" + kDown);
    checkout.commit(id);
  };
  add("cccccccccccc");
  CHECK(checkout.review().exit_code == 0);
  checkout.git({"checkout", "-q", "main"});
  add("dddddddddddd");
  checkout.git({"checkout", "-q", "feature"});
  const ProcessResult result = checkout.review();
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("Merged with main, service 'api' has 2 heads: cccccccccccc, dddddddddddd. New: cccccccccccc.") &&
                             Contains("[revision-graph]") && !Contains("is gone"));
  checkout.git({"merge", "-q", "--no-edit", "main"});
  CHECK_THAT(checkout.review().out, Contains("With this branch, service 'api' has 2 heads") && Contains("1 error, 0 warnings"));
}

TEST_CASE("changes of ownership are notes that name who has to approve") {
  Checkout checkout;
  checkout.revision("selection", "cccccccccccc", "bbbbbbbbbbbb",
                    std::string("-- deed:upgrade\n-- deed:claim sel_*\n-- deed:share datasets with api: read\n") + kDown);
  const ProcessResult result = checkout.review({"--fail-on", "warning"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(
      result.out,
      Contains(
          "cccccccccccc.sql:7:1: note: Revision 'cccccccccccc' of selection changes ownership: claim public.sel_*. [ownership-change]\n"
          "  try: To approve: selection.") &&
          Contains(":8:1: note: ") &&
          Contains("share public.datasets with api: read. [ownership-change]\n"
                   "  try: To approve: selection, api (@org/api).") &&
          Contains("0 errors, 0 warnings, 2 notes in 3 revisions"));
  CHECK_THAT(checkout.review({"--format", "github"}).out, Contains("::notice file=services/selection/revisions/cccccccccccc.sql,line=7"));
}

TEST_CASE("warnings are those of what the branch changed, errors those of everything") {
  Checkout checkout;
  checkout.revision("api", "cccccccccccc", "aaaaaaaaaaaa",
                    std::string("-- deed:upgrade\nDO $$ BEGIN EXECUTE 'DROP TABLE ' || 'x'; END $$;\n") + kDown);
  checkout.revision("api", "dddddddddddd", "cccccccccccc", std::string("-- deed:upgrade\nDROP TABLE datasets;\n") + kDown);
  CHECK_THAT(checkout.review().out, Contains("undecided-statement") && Contains("foreign-object"));
  checkout.commit("old sins");
  CHECK_THAT(checkout.review({}, "HEAD").out, !Contains("undecided-statement") && Contains("foreign-object"));
}

TEST_CASE("what git cannot tell is said plainly") {
  Checkout checkout;
  const auto refused = [](const ProcessResult& result, const std::string& what) {
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Contains(what) && Contains("try:"));
  };
  refused(checkout.review({}, "nowhere"), "git knows no commit 'nowhere'");
  refused(checkout.review({}, "--output=/tmp/x"), "git knows no commit '--output=/tmp/x'");
  refused(checkout.deed_with({"review", "--since", "main"}, {{"PATH", "/nonexistent"}}), "there is no git here");

  checkout.git({"checkout", "-q", "--orphan", "apart"});
  checkout.commit("apart");
  refused(checkout.review({}, "main"), "have no commit in common");

  TestWorkspace bare;
  bare.service("api");
  refused(bare.deed_with({"review", "--since", "main"}, {}), "no git checkout");
}

TEST_CASE("a shallow clone is told as one") {
  Checkout checkout;
  checkout.write("services/api/note", "x");
  checkout.commit("second");
  TemporaryDirectory clone;
  const std::string target = (clone.path() / "c").string();
  CHECK(run({"git", "clone", "-q", "--depth", "1", "file://" + checkout.path().string(), target}).exit_code == 0);
  const ProcessResult result = run({"deed", "review", "--since", "origin/main"}, {.directory = target});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.err, Contains("shallow clone") && Contains("fetch-depth: 0"));
}

TEST_CASE("git runs nothing that a repository's settings or files name") {
  Checkout checkout;
  const fs::path trace = checkout.path().parent_path() / (checkout.path().filename().string() + ".ran");
  const fs::path script = checkout.path() / "evil.sh";
  checkout.write("evil.sh", "#!/bin/sh\necho \"$0 $*\" >> " + trace.string() + "\ncat\n");
  fs::permissions(script, fs::perms::owner_all);
  checkout.write(".gitattributes", "*.sql diff=evil filter=evil\n");
  for (const char* key : {"core.fsmonitor", "core.pager", "diff.external", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge",
                          "core.sshCommand", "core.editor", "alias.ls-tree"}) {
    checkout.git({"config", key, script.string()});
  }
  fs::create_directories(checkout.path() / "bin");
  fs::copy_file(script, checkout.path() / "bin/git");
  fs::remove(trace);
  const ProcessResult result = checkout.deed_with({"review", "--since", "main"}, {{"PATH", "bin:.:/usr/local/bin:/usr/bin:/bin"}});
  CHECK(result.exit_code == 0);
  CHECK_FALSE(fs::exists(trace));
}
