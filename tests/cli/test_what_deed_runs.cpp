// docs/what-deed-runs.md: which statements the server sees.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <regex>

#include "base/text.h"
#include "support/page.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;

namespace {

constexpr std::size_t kShown = 90;

// The block of the page behind this word.
std::string block(const std::string& word) {
  for (const PageBlock& one : blocks_of(docs_page("what-deed-runs.md"))) {
    if (one.info == "text " + word) {
      return one.text;
    }
  }
  return "";
}

// The lines of one session: what two do at the same time comes in no order.
std::string of_session(const std::string& session, const std::string& lines) {
  std::string kept;
  for (const std::string_view line : split_lines(lines)) {
    kept += line.starts_with(session) ? std::string(line) + '\n' : "";
  }
  return kept;
}

// The beginning of each statement in the log, one per line, behind a word for its session: the runner is whoever spoke first.
std::string statements(const std::string& log) {
  // Time, process, database, (application_name).
  const std::regex line(R"(^[^[]*\[(\d+)\] .*LOG:  (?:statement|execute [^:]*): (.*)$)");
  std::string runner;
  std::string text;
  for (const std::string_view row : split(log, '\n')) {
    const std::string one(row);
    std::smatch match;
    if (std::regex_match(one, match, line)) {
      const std::string beginning = match[2].str().substr(0, kShown);
      runner = runner.empty() ? match[1].str() : runner;
      text += fmt::format("{} {}\n", match[1].str() == runner ? "runner  " : "observer", trim(std::string_view(beginning)));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("docs/what-deed-runs.md lists the statements of a run") {
  TestWorkspace workspace;
  workspace.service("api");
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE a (id bigint);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);

  SECTION("with nothing to do") {
    workspace.database().log_statements();
    REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
    CHECK(statements(workspace.database().log()) == block("no-op"));
  }
  SECTION("with one revision") {
    workspace.revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE b (id bigint);\n");
    workspace.database().log_statements();
    REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
    const std::string ran = statements(workspace.database().log());
    CHECK(of_session("runner", ran) == of_session("runner", block("one-revision")));
    CHECK(of_session("observer", ran) == of_session("observer", block("one-revision")));
  }
}
