#include <catch2/catch.hpp>

#include "report/line_diff.h"

using deed::report::line_diff;

TEST_CASE("equal texts differ in nothing") {
  CHECK(line_diff("a\nb\n", "a\nb\n", 1).empty());
  CHECK(line_diff("", "", 1).empty());
}

TEST_CASE("a change stands between three lines of what is around it") {
  CHECK(line_diff("1\n2\n3\n4\nold\n5\n6\n7\n8\n", "1\n2\n3\n4\nnew\n5\n6\n7\n8\n", 11) ==
        "@@ -12,7 +12,7 @@\n 2\n 3\n 4\n-old\n+new\n 5\n 6\n 7\n");
}

TEST_CASE("what was added and taken away moves the lines after it") {
  CHECK(line_diff("a\nb\n", "a\nx\nb\n", 1) == "@@ -1,2 +1,3 @@\n a\n+x\n b\n");
  CHECK(line_diff("a\nx\nb\n", "a\nb\n", 1) == "@@ -1,3 +1,2 @@\n a\n-x\n b\n");
}

TEST_CASE("changes far apart are hunks of their own, near ones share one") {
  const std::string before = "a\n1\n2\n3\n4\n5\n6\n7\n8\nz\n";
  CHECK(line_diff(before, "A\n1\n2\n3\n4\n5\n6\n7\n8\nZ\n", 1) ==
        "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -7,4 +7,4 @@\n 6\n 7\n 8\n-z\n+Z\n");
  CHECK(line_diff("a\n1\n2\n3\nz\n", "A\n1\n2\n3\nZ\n", 1) == "@@ -1,5 +1,5 @@\n-a\n+A\n 1\n 2\n 3\n-z\n+Z\n");
}

TEST_CASE("a text that is not there was taken away altogether") { CHECK(line_diff("a\nb\n", "", 1) == "@@ -1,2 +1,0 @@\n-a\n-b\n"); }
