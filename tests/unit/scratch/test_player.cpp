#include <catch2/catch.hpp>

#include "scratch/player.h"

using namespace deed;
using namespace deed::scratch;

namespace {

std::string place(const std::string& text, std::size_t character) {
  return to_string(place_of({.text = text, .location = {"models/a.sql", 10, 5}}, character));
}

}  // namespace

TEST_CASE("an error on the first line of a statement is counted from where the statement begins") {
  CHECK(place("SELECT x", 8) == "models/a.sql:10:12");
}

TEST_CASE("an error on a later line of a statement is counted from that line's begin") {
  CHECK(place("SELECT\n  x", 10) == "models/a.sql:11:3");
}

TEST_CASE("the server counts characters, not bytes") { CHECK(place("SELECT 'äöü', x", 15) == "models/a.sql:10:19"); }

TEST_CASE("an error without a position is at the statement") { CHECK(place("SELECT x", 0) == "models/a.sql:10:5"); }

TEST_CASE("a statement that stands for a whole file keeps its place") {
  CHECK(to_string(place_of({.text = "SELECT x", .location = {"models/a.toml"}}, 8)) == "models/a.toml");
}

TEST_CASE("an error in a statement that was put together is where its piece comes from") {
  const PlayedStatement statement{.text = "CREATE TABLE ü (x int)",
                                  .location = {"m.toml", 1, 1},
                                  .pieces = {{0, {"m.toml", 1, 1}}, {18, {"m.toml", 5, 8}}, {21, {"m.toml", 4, 1}}}};
  CHECK(to_string(place_of(statement, 1)) == "m.toml:1:1");
  CHECK(to_string(place_of(statement, 18)) == "m.toml:5:8");
  CHECK(to_string(place_of(statement, 22)) == "m.toml:4:1");
  CHECK(to_string(place_of(statement, 0)) == "m.toml:1:1");
}
