#include <catch2/catch.hpp>

#include "domain/ownership.h"

using namespace deed;
using Catch::Contains;

TEST_CASE("a row that deed cannot have written is known by its object") {
  using Kind = OwnershipRowKind;
  const auto why = [](Kind kind, const std::string& object) { return malformation({.service = "api", .kind = kind, .object = object}); };
  CHECK(why(Kind::service, "deed.version_api").empty());
  CHECK(why(Kind::object, "public.t").empty());
  CHECK(why(Kind::object, "function:public.f").empty());
  CHECK(why(Kind::pattern, "public.*").empty());
  CHECK(why(Kind::share, "*.*").empty());
  CHECK(why(Kind::give, "public.t").empty());
  CHECK_THAT(why(Kind::object, "a.b.c.d"), Contains("cannot be read: '.c.d' is too much."));
  CHECK_THAT(why(Kind::pattern, ""), Contains("cannot be read"));
  CHECK(why(Kind::object, "public.*") == "its object is a pattern");
  CHECK(why(Kind::service, "deed.*") == "its object is a pattern");
  CHECK(why(Kind::object, std::string(100'000, ' ') + "a.b.c." + std::string(100'000, 'x')).size() < 200);
}

TEST_CASE("a malformed row is an error that names it, cut short and on one line") {
  try {
    OwnershipMap::from_rows({{.service = "api\n", .kind = OwnershipRowKind::object, .object = "a.b.c." + std::string(100'000, 'x')}});
    FAIL("the row was accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::contradiction);
    CHECK_THAT(error.text().where, Contains("deed.ownership: service 'api\\n', kind 'object', object 'a.b.c.xxx"));
    CHECK((error.text().what + error.text().where + error.text().hint).size() < 700);
  }
}
