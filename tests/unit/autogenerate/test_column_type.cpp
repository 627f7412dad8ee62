#include <catch2/catch.hpp>

#include "autogenerate/column_type.h"

using namespace deed;
using namespace deed::autogenerate;

namespace {

TypeChange change(const std::string& from, const std::string& to) {
  return type_change({.name = "c", .type = from}, {.name = "c", .type = to});
}

}  // namespace

TEST_CASE("a type that holds the same values needs no rewrite") {
  const auto [from, to, rewrites] = GENERATE(table<std::string, std::string, bool>({
      {"character varying(10)", "character varying(20)", false},
      {"character varying(20)", "character varying(10)", true},
      {"character varying(10)", "text", false},
      {"text", "character varying", false},
      {"text", "character varying(10)", true},
      {"numeric(8,2)", "numeric(12,2)", false},
      {"numeric(8,2)", "numeric(12,3)", true},
      {"numeric(8,2)", "numeric", false},
      {"timestamp(3) with time zone", "timestamp with time zone", false},
      {"timestamp without time zone", "timestamp with time zone", true},
      {"integer", "bigint", true},
      {"cidr", "inet", false},
      {"inet", "cidr", true},
      {"bit(4)", "bit(8)", true},
      {"bit varying(4)", "bit varying(8)", false},
      {"character varying(10)[]", "character varying(20)[]", true},
      {"text", "text", false},
  }));
  CAPTURE(from, to);
  CHECK(change(from, to).rewrites == rewrites);
}

TEST_CASE("a conversion is written out where PostgreSQL has none of its own") {
  const auto [from, to, expected] = GENERATE(table<std::string, std::string, std::string>({
      {"integer", "bigint", ""},
      {"bigint", "text", ""},
      {"text", "integer", "c::integer"},
      {"character varying(10)", "numeric(8,2)", "c::numeric(8,2)"},
      {"integer", "boolean", "c::boolean"},
      {"jsonb", "integer", "c::integer"},
      {"json", "jsonb", ""},
      {"date", "timestamp with time zone", ""},
      {"date", "time without time zone", "c::text::time without time zone"},
      {"uuid", "bytea", "c::text::bytea"},
      {"text", "text[]", "ARRAY[c]"},
      {"text", "mood[]", "ARRAY[c]::mood[]"},
      {"date", "integer[]", "ARRAY[c::text]::integer[]"},
      {"text[]", "text", ""},
      {"integer[]", "bigint[]", ""},
      {"integer[]", "text[]", ""},
      {"bit(8)", "integer", "c::integer"},
      {"integer", "\"char\"", "c::\"char\""},
      {"\"char\"", "integer", "c::integer"},
      {"box", "polygon", ""},
      {"polygon", "circle", "c::circle"},
      {"money", "numeric(10,2)", ""},
      {"regclass", "oid", ""},
      {"int4range", "int4multirange", "c::int4multirange"},
      {"int4range[]", "int4multirange[]", "c::int4multirange[]"},
      {"boolean", "bigint", "c::integer::bigint"},
      {"boolean[]", "bigint[]", "c::integer[]::bigint[]"},
      {"bigint", "boolean", "c <> 0"},
      {"bit(8)", "numeric", "c::bigint::numeric"},
      {"text[]", "mood[]", "c::mood[]"},
      {"a.mood", "b.mood", "c::text::b.mood"},
      {"mood[]", "b.mood[]", "c::text[]::b.mood[]"},
  }));
  CAPTURE(from, to);
  CHECK(change(from, to).using_expression == expected);
}

TEST_CASE("it is said where a value may not fit") {
  CHECK_FALSE(change("integer", "bigint").may_fail);
  CHECK_FALSE(change("integer", "text").may_fail);
  CHECK(change("bigint", "integer").may_fail);
  CHECK(change("text", "integer").may_fail);
  CHECK(change("double precision", "real").may_fail);
}

TEST_CASE("a default that every row computes for itself is volatile") {
  const auto [expression, expected] = GENERATE(table<std::string, bool>({
      {"", false},
      {"0", false},
      {"now()", false},
      {"CURRENT_TIMESTAMP", false},
      {"'random()'::text", false},
      {"'a'::character varying(10)", false},
      {"'1 day'::interval", false},
      {"gen_random_uuid()", true},
      {"nextval('s'::regclass)", true},
      {"app.whatever()", true},
      {"(random() * (10)::double precision)", true},
  }));
  CAPTURE(expression);
  CHECK(is_volatile(expression) == expected);
}
