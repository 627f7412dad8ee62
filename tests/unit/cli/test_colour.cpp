#include <catch2/catch.hpp>

#include "cli/colour.h"

using deed::cli::wants_colour;
using deed::config::Environment;

TEST_CASE("stderr is coloured on a terminal, unless somebody says otherwise") {
  CHECK(wants_colour("auto", {}, true));
  CHECK_FALSE(wants_colour("auto", {}, false));
  const auto [name, value, wanted] = GENERATE(table<std::string, std::string, bool>({
      {"NO_COLOR", "1", false},
      {"NO_COLOR", "", true},
      {"CLICOLOR", "0", false},
      {"CLICOLOR", "1", true},
      {"TERM", "dumb", false},
  }));
  CHECK(wants_colour("auto", {{name, value}}, true) == wanted);
}

TEST_CASE("the option --color counts before NO_COLOR, and NO_COLOR before CLICOLOR_FORCE") {
  CHECK(wants_colour("always", {{"NO_COLOR", "1"}}, false));
  CHECK_FALSE(wants_colour("never", {{"CLICOLOR_FORCE", "1"}}, true));
  CHECK(wants_colour("auto", {{"CLICOLOR_FORCE", "1"}}, false));
  CHECK_FALSE(wants_colour("auto", {{"CLICOLOR_FORCE", "0"}}, false));
  CHECK_FALSE(wants_colour("auto", {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, true));
}
