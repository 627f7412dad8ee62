#include <catch2/catch.hpp>

#include "base/clock.h"

using namespace deed;

TEST_CASE("whoever waits hears of it ever more seldom") {
  const auto [elapsed, next] = GENERATE(table<int, int>({{0, 5}, {4, 5}, {5, 15}, {16, 30}, {30, 60}, {60, 120}, {119, 120}, {600, 660}}));
  CHECK(next_sign_of_life(Duration(elapsed * 1000)) == Duration(next * 1000));
}

TEST_CASE("a duration for people has two units at most") {
  const auto [elapsed, text] =
      GENERATE(table<int, std::string>({{850, "850ms"}, {12'900, "12s"}, {252'000, "4m 12s"}, {11'040'000, "3h 4m"}}));
  CHECK(roughly(Duration(elapsed)) == text);
}
