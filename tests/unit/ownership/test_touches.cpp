#include <catch2/catch.hpp>

#include "ownership/touches.h"
#include "ownership_fixture.h"

using namespace deed;

namespace {

std::string names(const std::set<ObjectName>& objects) {
  std::string text;
  for (const ObjectName& object : objects) {
    text += (text.empty() ? "" : " ") + to_string(object);
  }
  return text;
}

}  // namespace

TEST_CASE("what a statement changes and what it only uses are told apart") {
  const auto [body, changed, used] = GENERATE(table<std::string, std::string, std::string>({
      {"ALTER TABLE t ADD COLUMN b int;", "public.t", ""},
      {"ALTER TABLE t RENAME TO u;", "public.t public.u", ""},
      {"CREATE INDEX i ON t (a);", "public.t", ""},
      {"DROP INDEX t_i;", "public.t", ""},
      {"ALTER TYPE mood ADD VALUE 'c';", "public.mood", ""},
      {"CREATE VIEW w AS SELECT title FROM product;", "public.w", "public.product"},
      {"ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES product;", "public.t", "public.product"},
      {"CREATE TABLE p PARTITION OF t DEFAULT;", "public.p public.t", ""},
      {"CREATE OR REPLACE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM product';", "function:public.f",
       "public.product"},
      {"INSERT INTO product VALUES (1);", "", "public.product"},
      {"DROP VIEW w;", "public.w", ""},
      {"CREATE TEMP TABLE x AS SELECT 1;", "", ""},
  }));
  OwnershipMap map;
  fold_text(map, "other", "CREATE TABLE product (id int PRIMARY KEY, title text);");
  fold_text(map, "me", "CREATE TABLE t (a int); CREATE INDEX t_i ON t (a); CREATE TYPE mood AS ENUM ('a');");
  const ParsedStep parsed = step(body);
  const std::vector<ownership::Touch> found = ownership::touches(map, parsed, {"me", "r", {"public"}});
  CAPTURE(body);
  REQUIRE(found.size() == 1);
  CHECK(names(found[0].changed) == changed);
  CHECK(names(found[0].used) == used);
}

TEST_CASE("names mean what the steps before left") {
  OwnershipMap map;
  const ParsedStep parsed = step("CREATE TABLE s.t (a int); SET LOCAL search_path = s; ALTER TABLE t ADD COLUMN b int;");
  const std::vector<ownership::Touch> found = ownership::touches(map, parsed, {"me", "r", {"public"}});
  REQUIRE(found.size() == 3);
  CHECK(names(found[2].changed) == "s.t");
}
