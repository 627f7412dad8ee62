// What every command says of itself.
#include <catch2/catch.hpp>

#include "cli/parser.h"
#include "support/page.h"

using namespace deed::cli;
using deed::testing::words_of;

namespace {

void check_command(const CommandSpec& command, const std::string& path) {
  INFO("deed " << path);
  CHECK_FALSE(command.summary.empty());
  CHECK_FALSE(command.examples.empty());
  for (const Example& example : command.examples) {
    INFO(example.line);
    // What the shell does with the output is no word of deed's.
    std::vector<std::string> words = words_of(example.line.substr(0, example.line.find(" > ")));
    REQUIRE(words.front() == "deed");
    words.erase(words.begin());
    const ParsedLine line = parse(words);
    CHECK((line.path == path || line.path.starts_with(path + ' ')));
    CHECK_FALSE(example.does.empty());
  }
  for (const CommandSpec& sub : command.subcommands) {
    check_command(sub, path + ' ' + sub.name);
  }
}

}  // namespace

TEST_CASE("each command has examples that deed understands") {
  for (const CommandSpec& command : commands()) {
    check_command(command, command.name);
  }
}
