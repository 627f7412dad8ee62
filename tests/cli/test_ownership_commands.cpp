// `deed ownership claim|release|share|unshare|transfer|pull|codeowners`: what they write holds, on a real database.
#include <catch2/catch.hpp>

#include <filesystem>

#include "base/files.h"
#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

constexpr const char* kDown = "\n-- deed:downgrade\n";

class TwoServices : public TestWorkspace {
 public:
  TwoServices() {
    service("api");
    service("selection");
    revision("api", "aaaaaaaaaaaa", "", std::string("-- deed:upgrade\nCREATE TABLE api_t (a int);\n") + kDown);
    revision("selection", "bbbbbbbbbbbb", "", std::string("-- deed:upgrade\nCREATE TABLE datasets (id int PRIMARY KEY);\n") + kDown);
  }

  ProcessResult ownership(const std::string& service, std::vector<std::string> words) const {
    words.insert(words.begin(), {"-s", service, "ownership"});
    return deed(words);
  }

  // It was written, the review has nothing against it, and a fresh database takes it.
  void check_holds(const ProcessResult& result) {
    CAPTURE(result.out, result.err);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, Contains("Generating services/"));
    CHECK(deed_with({"review"}, {}).out.find("error") == std::string::npos);
    const ProcessResult upgrade = deed({"--all", "upgrade", "heads"});
    CAPTURE(upgrade.err);
    CHECK(upgrade.exit_code == 0);
  }
};

std::string text_of(const fs::path& path) { return deed::read_file(path, deed::ErrorKind::local_io); }

}  // namespace

TEST_CASE("a claim, a share and its end are written as revisions that hold") {
  TwoServices workspace;
  const ProcessResult claimed = workspace.ownership("api", {"claim", "legacy", "api_*"});
  workspace.check_holds(claimed);
  CHECK_THAT(workspace.newest_revision("api"), Contains("-- claim public.legacy and 1 more\n") && Contains("-- Revises: aaaaaaaaaaaa\n") &&
                                                   Contains("-- deed:upgrade\n-- deed:claim public.legacy\n-- deed:claim public.api_*\n") &&
                                                   Contains("-- deed:downgrade\n"));
  CHECK_THAT(claimed.err, Contains("services/api/deed.toml: [ownership] owns has to list 'public.legacy'"));

  const ProcessResult shared =
      workspace.ownership("selection", {"share", "datasets", "--with", "api", "--allow", "reference,read", "-m", "let api refer"});
  workspace.check_holds(shared);
  CHECK_THAT(workspace.newest_revision("selection"),
             Contains("-- let api refer\n") && Contains("-- deed:share public.datasets with api: "));
  CHECK_THAT(shared.err, Contains("[[ownership.share]] object = 'public.datasets', with = \"api\""));

  const ProcessResult ended = workspace.ownership("selection", {"unshare", "datasets", "--with", "api"});
  workspace.check_holds(ended);
  CHECK_THAT(workspace.newest_revision("selection"),
             Contains("-- deed:unshare public.datasets with api\n") && Contains("-- Depends On: api:"));

  workspace.check_holds(workspace.ownership("api", {"release", "legacy"}));
  CHECK_THAT(workspace.newest_revision("api"), Contains("-- deed:release public.legacy\n"));
}

TEST_CASE("a transfer writes both sides, and the taker owns the object") {
  TwoServices workspace;
  workspace.check_holds(workspace.ownership("selection", {"transfer", "datasets", "--to", "api"}));
  CHECK_THAT(workspace.newest_revision("selection"), Contains("-- deed:give public.datasets to api\n"));
  CHECK_THAT(workspace.newest_revision("api"),
             Contains("-- deed:take public.datasets from selection\n") && Contains("-- Depends On: selection:"));
  CHECK(workspace.database().value("SELECT service FROM deed.ownership WHERE kind = 'object' AND object = 'public.datasets'") == "api");
}

TEST_CASE("what the static check would refuse is refused at once, and nothing is written") {
  TwoServices workspace;
  const auto [service, words, code, what] = GENERATE(table<std::string, std::vector<std::string>, int, std::string>({
      {"api", {"claim", "datasets"}, 6, "public.datasets may not be claimed"},
      {"api", {"claim", "data*"}, 6, "may not be claimed"},
      {"api", {"release", "datasets"}, 6, "is not api's, so it cannot release it"},
      {"api", {"share", "datasets", "--with", "selection", "--allow", "read"}, 6, "cannot share it"},
      {"api", {"transfer", "datasets", "--to", "selection"}, 6, "is not api's to give"},
      {"api", {"transfer", "api_*", "--to", "selection"}, 2, "only single objects change hands"},
      {"api", {"transfer", "api_t", "--to", "api"}, 2, "is the service itself"},
      {"api", {"share", "api_t", "--with", "nobody", "--allow", "read"}, 2, "There is no service 'nobody'"},
      {"api", {"share", "api_t", "--with", "selection", "--allow", "reed"}, 2, "Did you mean 'read'"},
      {"api", {"share", "api_t", "--with", "selection"}, 2, "--allow is missing"},
      {"api", {"claim", "a.b.c.d"}, 2, "is not an object pattern"},
      {"api", {"claim", "x", "-m", "m\nRevises: bbbbbbbbbbbb"}, 5, "stands twice"},
  }));
  const ProcessResult result = workspace.ownership(service, words);
  CAPTURE(words, result.out, result.err);
  CHECK(result.exit_code == code);
  CHECK_THAT(result.err, Contains(what));
  CHECK(std::distance(fs::directory_iterator(workspace.path() / "services/api/revisions"), {}) == 1);
  CHECK(std::distance(fs::directory_iterator(workspace.path() / "services/selection/revisions"), {}) == 1);
}

TEST_CASE("a service alone in its repository knows its neighbours by ownership.lock") {
  TwoServices workspace;
  workspace.revision("selection", "cccccccccccc", "bbbbbbbbbbbb",
                     std::string("-- deed:upgrade\n-- deed:claim \"sel *\"\n-- deed:share datasets with api: reference, read\n") + kDown);
  REQUIRE(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  TemporaryDirectory repository;
  fs::copy(workspace.path() / "services/api", repository.path(), fs::copy_options::recursive);
  repository.write(
      "revisions/dddddddddddd.sql",
      "-- m\n--\n-- Revision ID: dddddddddddd\n-- Revises: aaaaaaaaaaaa\n\n-- deed:upgrade\nALTER TABLE api_t ADD FOREIGN KEY (a) "
      "REFERENCES datasets;\nDROP TABLE datasets;\n\n-- deed:downgrade\n");
  const auto deed = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "deed");
    ProcessOptions options = workspace.options();
    options.directory = repository.path();
    return run(words, options);
  };
  CHECK_THAT(deed({"review"}).out, Contains("[owner-unknown]") && Contains("deed ownership pull"));

  CHECK(deed({"ownership", "pull", "--check"}).exit_code == 1);
  CHECK(deed({"ownership", "pull"}).out == "  Generating ownership.lock ...  done\n");
  CHECK(text_of(repository.path() / "ownership.lock") ==
        "# Who owns and shares what beside api, as the shared database has it. `deed ownership pull` writes this file,\n"
        "# `deed review` reads it; commit it.\n"
        "deed ownership.lock 1 of api\n"
        "\n"
        "service selection deed.version_selection\n"
        "claim bbbbbbbbbbbb public.datasets\n"
        "claim cccccccccccc public.\"sel *\"\n"
        "share cccccccccccc public.datasets with api: read, reference\n");
  CHECK(deed({"ownership", "pull"}).out == "No changes detected\n");
  CHECK(deed({"ownership", "pull", "--check"}).exit_code == 0);

  const ProcessResult review = deed({"review"});
  CHECK(review.exit_code == 1);
  CHECK_THAT(review.out, Contains("DROP TABLE would alter public.datasets, which belongs to selection. [foreign-object]") &&
                             Contains("uses public.datasets by a share that revision selection:cccccccccccc gives") &&
                             !Contains("owner-unknown"));
  const ProcessResult claim = deed({"ownership", "claim", "datasets"});
  CHECK(claim.exit_code == 6);
  const ProcessResult script = deed({"upgrade", "aaaaaaaaaaaa:head", "--sql"});
  CHECK(script.exit_code == 6);
  CHECK_THAT(script.err, Contains("belongs to selection"));

  repository.write("ownership.lock", "deed ownership.lock 1 of api\n\nservice selection deed.v\nclaim bbbb\n");
  const ProcessResult broken = deed({"review"});
  CHECK(broken.exit_code == 3);
  CHECK_THAT(broken.err, Contains("ownership.lock:4") && Contains("try: Write it anew from the database: deed ownership pull"));
}

TEST_CASE("CODEOWNERS has the services' owners, and keeps what people wrote") {
  TwoServices workspace;
  fs::create_directory(workspace.path() / ".git");
  CHECK(workspace.deed({"ownership", "codeowners"}).exit_code == 3);
  workspace.service("api", "[review]\nowners = [\"@org/api\", \"dba@example.com\"]\n");
  workspace.write(".github/CODEOWNERS", "* @org/all");
  CHECK(workspace.deed({"ownership", "codeowners", "--check"}).exit_code == 1);
  CHECK(workspace.deed({"ownership", "codeowners", "--write"}).exit_code == 0);
  const std::string text =
      "* @org/all\n# deed: who owns the services; written by `deed ownership codeowners --write`\n"
      "/services/api/ @org/api dba@example.com\n# deed: end\n";
  CHECK(text_of(workspace.path() / ".github/CODEOWNERS") == text);
  CHECK(workspace.deed({"ownership", "codeowners", "--check"}).exit_code == 0);
  CHECK(workspace.deed({"ownership", "codeowners"}).out == text);
  workspace.write(".github/CODEOWNERS", text + "/docs/ @org/writers\n");
  workspace.service("selection", "[review]\nowners = [\"@org/selection\"]\n");
  CHECK(workspace.deed({"ownership", "codeowners", "--write"}).exit_code == 0);
  CHECK_THAT(text_of(workspace.path() / ".github/CODEOWNERS"),
             Contains("/services/api/ @org/api dba@example.com\n/services/selection/ @org/selection\n# deed: end\n/docs/ @org/writers\n"));
  workspace.service("api", "[review]\nowners = [\"nobody here\"]\n");
  CHECK(workspace.deed({"ownership", "codeowners"}).exit_code == 3);
}
