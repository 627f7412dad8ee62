#include <catch2/catch.hpp>

#include "autogenerate/casts.h"
#include "support/test_database.h"

using namespace deed;
using autogenerate::Cast;

TEST_CASE("the casts that are known are those that the server has") {
  testing::TestDatabase database;
  // What character types are cast to and from is a rule; bytea and integers have a cast since PostgreSQL 18, path and point up to 14.
  const testing::Rows rows = database.rows(
      "SELECT f.t, t.t, coalesce((SELECT castcontext::text FROM pg_cast WHERE castsource = f.oid AND casttarget = t.oid), '')"
      "  FROM (SELECT oid, format_type(oid, NULL) AS t, typcategory FROM pg_type WHERE typtype IN ('b', 'r', 'm')) f,"
      "       (SELECT oid, format_type(oid, NULL) AS t, typcategory FROM pg_type WHERE typtype IN ('b', 'r', 'm')) t"
      " WHERE f.oid <> t.oid AND f.typcategory NOT IN ('A', 'S') AND t.typcategory NOT IN ('A', 'S')"
      "   AND 'bytea' NOT IN (f.t, t.t) AND NOT (f.t = 'path' AND t.t = 'point')"
      "   AND f.t NOT LIKE 'pg\\_%' AND t.t NOT LIKE 'pg\\_%'");
  REQUIRE(rows.size() > 1000);
  for (const auto& row : rows) {
    const std::string from = row[0];
    const std::string to = row[1];
    const std::string context = row[2];
    const Cast expected = context.empty() ? Cast::none : context == "e" ? Cast::asked_for : Cast::assigned;
    CAPTURE(from, to, context);
    CHECK(autogenerate::cast_between(from, to) == expected);
  }
}
