#include <catch2/catch.hpp>

#include "postgres/sql_error.h"

using namespace deed;
using postgres::kind_of;

TEST_CASE("two sessions at the same row of PostgreSQL's catalogue are contention, one's own duplicates are not") {
  CHECK(kind_of({.sqlstate = "23505", .schema = "pg_catalog", .table = "pg_extension"}) == ErrorKind::contention);
  CHECK(kind_of({.sqlstate = "23505", .schema = "public", .table = "account"}) == ErrorKind::sql_failed);
  CHECK(kind_of({.sqlstate = "23505", .schema = "pg_catalog", .table = "pg_largeobject_metadata"}) == ErrorKind::sql_failed);
  CHECK(kind_of({.sqlstate = "23505", .schema = "pg_catalog", .table = "pg_ts_config_map"}) == ErrorKind::sql_failed);
  CHECK(kind_of({.sqlstate = "XX000", .message = "tuple concurrently updated"}) == ErrorKind::contention);
  CHECK(kind_of({.sqlstate = "XX000", .message = "cache lookup failed for relation 5"}) == ErrorKind::sql_failed);
  CHECK(kind_of({.sqlstate = "55P03"}) == ErrorKind::lock_busy);
}
