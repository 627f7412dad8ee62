#include <catch2/catch.hpp>

#include "domain/repeat_progress.h"

using namespace deed;

TEST_CASE("fast iterations are told of after a second, then ever more seldom") {
  RepeatProgress progress(0, 0);
  int told = 0;
  for (int ms = 10; ms <= 600'000; ms += 10) {
    told += progress.add(100, Duration(ms)) ? 1 : 0;
  }
  // 1, 3, 7, 15, 31, 63, 123, ... s
  CHECK(told == 14);
}

TEST_CASE("each slow iteration is told of as long as it is early") {
  RepeatProgress progress(0, 0);
  CHECK(progress.add(5000, Duration(2000)) == "5,000 rows in 1 iteration, 2,500 rows/s, 2s");
  CHECK(progress.add(5000, Duration(4000)) == "10,000 rows in 2 iterations, 2,500 rows/s, 4s");
}

TEST_CASE("the total counts what earlier runs did") {
  RepeatProgress progress(3, 30);
  progress.add(10, Duration(250));
  CHECK(progress.total(Duration(500)) == "10 rows in 1 iteration, 20 rows/s, 500ms; with earlier runs 40 rows in 4 iterations");
  CHECK_FALSE(RepeatProgress(0, 0).total(Duration(1)));
}
