#include <catch2/catch.hpp>

#include "base/error.h"
#include "domain/object_pattern.h"

using namespace deed;

namespace {

ObjectPattern pattern(std::string_view text) { return parse_object_pattern(text, "public"); }
ObjectName object(std::string_view text) { return pattern(text).exact().value(); }

}  // namespace

TEST_CASE("a pattern covers what its notation says") {
  const auto [text, name, expected] = GENERATE(table<std::string, std::string, bool>({
      {"user", "user", true},
      {"user", "other.user", false},
      {"user", "function:user", false},
      {"User", "user", true},
      {"\"User\"", "user", false},
      {"gateway_*", "gateway_sessions", true},
      {"gateway_*", "function:gateway_f", true},
      {"gateway_*", "other.gateway_x", false},
      {"function:gateway_*", "gateway_x", false},
      {"function:gateway_*", "function:gateway_x", true},
      {"app.*", "app.t", true},
      {"app.*", "schema:app", true},
      {"app.*", "schema:public", false},
      {"app.t*", "schema:app", false},
      {"*.*", "schema:app", true},
      {"*.*", "extension:citext", true},
      {"*.*", "deed.ownership", false},
      {"*.*", "schema:deed", false},
      {"*.*", "pg_catalog.pg_class", false},
      {"deed.*", "deed.x", false},
      {"extension:pg*", "extension:pgcrypto", true},
  }));
  CAPTURE(text, name);
  CHECK(pattern(text).matches(object(name)) == expected);
}

TEST_CASE("patterns overlap where a name is matched by both") {
  const auto [a, b, expected] = GENERATE(table<std::string, std::string, bool>({
      {"gateway_*", "gateway_x_*", true},
      {"a*", "*b", true},
      {"a*", "b*", false},
      {"a*c", "ab*", true},
      {"x.*", "y.*", false},
      {"x.*", "*.t", true},
      {"function:a*", "schema:a", false},
      {"user", "us*", true},
      {"a*a*a*a*a*a*a*a*a*a*a*b", "a*a*a*a*a*a*a*a*a*a*a*c", false},
  }));
  CAPTURE(a, b);
  CHECK(pattern(a).overlaps(pattern(b)) == expected);
  CHECK(pattern(b).overlaps(pattern(a)) == expected);
}

TEST_CASE("a pattern is printed as it is read") {
  const std::string text = GENERATE(as<std::string>(), "public.\"user\"", "function:public.f", "schema:app", "public.\"a.b\"", "*.*",
                                    "function:public.f*", "extension:e");
  CHECK(to_string(pattern(text)) == text);
}

TEST_CASE("a malformed pattern is an error that shows it") {
  const std::string text =
      GENERATE(as<std::string>(), "", "a.b.c", "a b", "\"a", "table:x", ".x", "x.", "schema:a.b", std::string(64, 'a'));
  CAPTURE(text);
  CHECK_THROWS_AS(pattern(text), Error);
}
