#include <catch2/catch.hpp>

#include "postgres/sql_error.h"

using namespace deed;
using postgres::kind_of_failure;

TEST_CASE("two sessions at the same row of PostgreSQL's catalogue are contention, one's own duplicates are not") {
  CHECK(kind_of_failure("23505", "pg_catalog.pg_extension", "duplicate key value") == ErrorKind::contention);
  CHECK(kind_of_failure("23505", "public.account", "duplicate key value") == ErrorKind::sql_failed);
  CHECK(kind_of_failure("23505", "pg_catalog.pg_largeobject_metadata", "duplicate key value") == ErrorKind::sql_failed);
  CHECK(kind_of_failure("XX000", ".", "tuple concurrently updated") == ErrorKind::contention);
  CHECK(kind_of_failure("XX000", ".", "cache lookup failed for relation 5") == ErrorKind::sql_failed);
  CHECK(kind_of_failure("55P03", ".", "") == ErrorKind::lock_busy);
}
