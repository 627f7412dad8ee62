#include <catch2/catch.hpp>

#include "domain/savepoints.h"

using namespace deed;

namespace {

using Names = std::vector<std::string>;

Names left_open(const std::vector<std::pair<std::string, std::string>>& statements) {
  ParsedStep step;
  for (const auto& [kind, text] : statements) {
    step.items.emplace_back(Statement{.text = text, .position = {}, .kind = kind});
  }
  return open_savepoints(step);
}

}  // namespace

TEST_CASE("a savepoint is open until it is released") {
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}}) == Names{"a"});
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}, {"release", "RELEASE a"}}).empty());
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}, {"release", "RELEASE SAVEPOINT A"}}).empty());
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}, {"insert", "INSERT INTO t VALUES ('RELEASE a')"}}) == Names{"a"});
}

TEST_CASE("what stands inside a savepoint ends with it, and rolling back to it leaves it open") {
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}, {"savepoint", "SAVEPOINT b"}}) == Names{"b", "a"});
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}, {"savepoint", "SAVEPOINT b"}, {"release", "RELEASE a"}}).empty());
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}, {"savepoint", "SAVEPOINT b"}, {"rollback to", "ROLLBACK TO a"}}) == Names{"a"});
  CHECK(left_open({{"savepoint", "SAVEPOINT a"}, {"savepoint", "SAVEPOINT a"}, {"release", "RELEASE a"}}) == Names{"a"});
}

TEST_CASE("savepoints have names as PostgreSQL reads them") {
  CHECK(left_open({{"savepoint", "SAVEPOINT \"A b\" /* c */"}}) == Names{"\"A b\""});
  CHECK(left_open({{"savepoint", "SAVEPOINT \"a\""}, {"release", "RELEASE a -- b"}}).empty());
}
