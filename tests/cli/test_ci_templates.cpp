// The templates for CI systems and pre-commit: their commands are taken from the files and run as the system would run them.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "support/test_workspace.h"

using namespace deed::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// What follows `before` on each line that begins with it.
std::vector<std::string> after(const std::string& text, const std::string& before) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find_first_not_of(' ');
    if (at != std::string::npos && line.compare(at, before.size(), before) == 0) {
      found.push_back(line.substr(at + before.size()));
    }
  }
  return found;
}

// A clone with a branch on which the template was committed, beside a remote main.
class Checkout : public TestWorkspace {
 public:
  Checkout(const std::string& name, const std::string& file) {
    service("api");
    revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE api_t (a int);\n\n-- deed:downgrade\n");
    REQUIRE(deed({"init", "--template", name, "."}).exit_code == 0);
    template_ = text_of(path() / file);
    REQUIRE(sh("git init -q -b main && git add -A && git -c user.name=t -c user.email=t@example.com commit -qm start && "
               "git update-ref refs/remotes/origin/main HEAD")
                .exit_code == 0);
  }

  const std::string& text() const { return template_; }

  // The edit that a review has to find.
  void edit_revision() {
    revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE api_t (a bigint);\n\n-- deed:downgrade\n");
    REQUIRE(sh("git -c user.name=t -c user.email=t@example.com commit -qam edit").exit_code == 0);
  }

  ProcessResult sh(const std::string& command, std::map<std::string, std::string> environment = {}) const {
    environment["PATH"] = fs::path(deed_program()).parent_path().string() + ":/usr/bin:/bin";
    environment["HOME"] = path().string();
    return run({"sh", "-ec", command}, {.environment = environment, .directory = path()});
  }

 private:
  std::string template_;
};

}  // namespace

TEST_CASE("the GitHub workflow reviews a pull request, without secrets and with nothing of it in its scripts") {
  Checkout checkout("github-actions", ".github/workflows/deed.yml");
  const std::string& workflow = checkout.text();
  CHECK(after(workflow, "pull_request_target:").empty());
  CHECK(workflow.find("secrets.") == std::string::npos);
  CHECK(after(workflow, "permissions:") == std::vector<std::string>{""});
  CHECK(after(workflow, "contents:") == std::vector<std::string>{" read"});
  CHECK(after(workflow, "fetch-depth:") == std::vector<std::string>{" 0"});
  CHECK(after(workflow, "persist-credentials:") == std::vector<std::string>{" false"});

  const std::vector<std::string> scripts = after(workflow, "- run: ");
  REQUIRE(scripts.size() == 2);
  for (const std::string& script : scripts) {
    CHECK(script.find("${{") == std::string::npos);
  }
  const auto run_all = [&] {
    ProcessResult last;
    for (const std::string& script : scripts) {
      last = checkout.sh(script, {{"GITHUB_WORKSPACE", checkout.path().string()}, {"BASE", "main"}});
    }
    return last;
  };
  CHECK(run_all().exit_code == 0);
  checkout.edit_revision();
  const ProcessResult found = run_all();
  CHECK(found.exit_code == 1);
  CHECK_THAT(found.out, Contains("::error file=services/api/revisions/aaaaaaaaaaaa.sql"));
}

TEST_CASE("the GitLab job leaves a code quality report and fails when the review does") {
  Checkout checkout("gitlab", ".gitlab-ci.deed.yml");
  std::string script;
  for (const std::string& line : after(checkout.text(), "- ")) {
    if (line.starts_with("git ") || line.starts_with("deed ")) {
      script += line + '\n';
    }
  }
  CHECK(after(checkout.text(), "codequality: ") == std::vector<std::string>{"gl-code-quality-report.json"});
  const std::map<std::string, std::string> environment{{"CI_PROJECT_DIR", checkout.path().string()},
                                                       {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "origin/main"}};
  CHECK(checkout.sh(script, environment).exit_code == 0);
  CHECK(text_of(checkout.path() / "gl-code-quality-report.json") == "[]\n");
  checkout.edit_revision();
  const ProcessResult found = checkout.sh(script, environment);
  CHECK(found.exit_code == 1);
  CHECK_THAT(found.out, Contains("[edited-revision]"));
  CHECK_THAT(text_of(checkout.path() / "gl-code-quality-report.json"), Contains("\"check_name\": \"edited-revision\""));
}

TEST_CASE("the hook of pre-commit runs for the files that a review reads") {
  Checkout checkout("pre-commit", ".pre-commit-config.yaml");
  const std::vector<std::string> files = after(checkout.text(), "files: ");
  REQUIRE(files.size() == 1);
  for (const char* path : {"services/api/revisions/a.sql", "services/api/deed.toml", "services/api/ownership.lock"}) {
    CHECK(std::regex_search(path, std::regex(files.front())));
  }
  CHECK_FALSE(std::regex_search("services/api/main.py", std::regex(files.front())));
  const std::vector<std::string> entries = after(checkout.text(), "entry: ");
  REQUIRE(entries.size() == 1);
  CHECK(checkout.sh(entries.front()).exit_code == 0);
  checkout.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nDROP TABLE elsewhere;\n\n-- deed:downgrade\n");
  CHECK(checkout.sh(entries.front()).exit_code == 1);
}
