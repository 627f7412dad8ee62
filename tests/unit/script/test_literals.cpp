#include <catch2/catch.hpp>

#include "script/literals.h"

using namespace deed;
using namespace deed::script;

TEST_CASE("a dollar-quoted text ends where it shall") {
  CHECK(dollar_quoted("SELECT 1") == "$step$SELECT 1$step$");
  CHECK(dollar_quoted("a $step$ b") == "$step1$a $step$ b$step1$");
  CHECK(dollar_quoted("a $step") == "$step1$a $step$step1$");
}

TEST_CASE("arrays are what PostgreSQL reads") {
  CHECK(text_array({}) == "'{}'");
  CHECK(text_array({"it's", "b\\s", "q\"q"}) == R"(E'{"it''s","b\\\\s","q\\"q"}')");
  CHECK(row_array({}) == "'{}'");
  CHECK(name_array({{ObjectKind::function, "public", "f"}}) == "ARRAY[ROW('function', 'public', 'f')]::pg_temp.deed_name[]");
}

TEST_CASE("a colon of SQL is no variable of psql's") {
  const auto [statement, written] = GENERATE(table<std::string, std::string>({
      {"SELECT a[1:PORT]", "SELECT a[1: PORT]"},
      {"SELECT a[1:\"x\"]", "SELECT a[1: \"x\"]"},
      {"SELECT 1::text, '1'::\"char\"", "SELECT 1::text, '1'::\"char\""},
      {"SELECT a[1:2], ':x', $$ :x $$ -- :x", "SELECT a[1:2], ':x', $$ :x $$ -- :x"},
  }));
  CHECK(for_psql(statement) == written);
}

TEST_CASE("what fills a mark is not filled again") {
  CHECK(filled("a @x@ b @y@", {{"@x@", "@y@"}, {"@y@", "@x@"}}) == "a @y@ b @x@");
  CHECK(filled("'t' t", {{"'t'", "1"}, {"t", "2"}}) == "1 2");
}
