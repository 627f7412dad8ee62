#include <catch2/catch.hpp>

#include "base/text.h"
#include "cli/completion.h"

using namespace deed;
using namespace deed::cli;

namespace {

Revision revision(const std::string& id, std::vector<std::string> revises, const std::string& message) {
  return {.id = id, .message = message, .revises = std::move(revises)};
}

RevisionGraph cart() {
  Revision labelled = revision("27c6a30d7c24", {"1a1b8117c8cd"}, "add cart");
  labelled.branch_labels = {"cart"};
  return RevisionGraph::build({revision("1a1b8117c8cd", {}, "create user"), labelled}).first;
}

// Two services, of which only the one that is meant or named has revisions.
CompletionSource source() {
  return {.services =
              [](const Arguments&) {
                return std::vector<Candidate>{{"api", "services/api"}, {"billing", "services/billing"}};
              },
          .graph =
              [](const Arguments& global, const std::string& service) {
                return service == "api" || global.value("--service") == "api" ? cart() : RevisionGraph();
              }};
}

// "VALUE VALUE ..." for a line whose last word, perhaps empty, is completed.
std::string values(const std::string& line) {
  std::vector<std::string> words;
  for (const std::string_view word : split(line, ' ')) {
    words.emplace_back(word);
  }
  std::vector<std::string> found;
  for (const Candidate& candidate : complete(words, source()).candidates) {
    found.push_back(candidate.value);
  }
  return join(found, " ");
}

}  // namespace

TEST_CASE("what may stand at the end of a line is offered") {
  const auto [line, offered] = GENERATE(table<std::string, std::string>({
      {"upg", "upgrade"},
      {"-s api upg", "upgrade"},
      {"nonsense ", ""},
      {"--f", "--format"},
      {"-q --q", ""},
      {"-s", "-s"},
      {"--format ", "text json"},
      {"--format=j", "--format=json"},
      {"heads --format ", "text json"},
      {"-s ", "api billing"},
      {"-s api -s b", "billing"},
      {"upgrade head -s a", "api"},
      {"dev st", "start stop"},
      {"dev stop --r", "--remove"},
      {"ensure_version --", "--sql --help"},
      {"review --fail-on w", "warning"},
      {"completion ", "bash fish zsh"},
      {"init x --template s", "service sqlalchemy"},
  }));
  INFO(line);
  CHECK(values(line) == offered);
}

TEST_CASE("revisions of the service that is meant are offered, the newest first") {
  const auto [line, offered] = GENERATE(table<std::string, std::string>({
      {"-s api upgrade ", "head heads +1 27c6a30d7c24 1a1b8117c8cd cart@head"},
      {"-sapi upgrade 27", "27c6a30d7c24"},
      {"--service=api upgrade 2", "27c6a30d7c24"},
      {"-s billing upgrade ", "head heads +1"},
      {"-s api upgrade head ", ""},
      {"-s api stamp head ba", "base"},
      {"-s api downgrade -", "--sql --tag --dry-run --parallel --help -1"},
      {"-s api upgrade --sql 1a1b:2", "1a1b:27c6a30d7c24"},
      {"-s api show cart@", "cart@head"},
      {"-s api wait --revision h", "heads head"},
      {"-s api history -r he", "head: heads:"},
      {"-s api history -r 1a1b:h", "1a1b:head 1a1b:heads"},
      {"-s api history -r -3:c", "-3:current -3:cart@head"},
      {"-s billing revision --depends-on a", "api:"},
      {"-s billing revision --depends-on api:2", "api:27c6a30d7c24"},
  }));
  INFO(line);
  CHECK(values(line) == offered);
}

TEST_CASE("a revision is explained by its message, a path is left to the shell") {
  const std::vector<Candidate> ids = complete({"-s", "api", "show", "1"}, source()).candidates;
  REQUIRE(ids.size() == 1);
  CHECK(ids.front().description == "create user");
  CHECK(complete({"-c", ""}, source()).file_names == FileNames::files);
  CHECK(complete({"init", ""}, source()).file_names == FileNames::directories);
  CHECK(complete({"upgrade", ""}, source()).file_names == FileNames::none);
}
