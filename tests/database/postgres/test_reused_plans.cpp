// Connection::reuse_plans().
#include <catch2/catch.hpp>

#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;

namespace {

std::string prepared(postgres::Connection& session) {
  return session.texts("SELECT count(*)::text FROM pg_prepared_statements").at(0).at(0);
}

}  // namespace

TEST_CASE("where plans are reused, a statement is prepared when it comes for the second time") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  const std::string sum = "SELECT ($1::int + $2::int)::text";
  session.reuse_plans();
  CHECK(session.texts(sum, {"1", "2"}).at(0).at(0) == "3");
  CHECK(prepared(session) == "0");
  CHECK(session.texts(sum, {"3", "4"}).at(0).at(0) == "7");
  CHECK(session.texts(sum, {"5", "6"}).at(0).at(0) == "11");
  CHECK(prepared(session) == "1");
}

TEST_CASE("a reused plan sees what was made since, and an error leaves the session usable") {
  TestDatabase database;
  database.sql("CREATE TABLE t (a int); INSERT INTO t VALUES (1);");
  postgres::Connection session = database.connect();
  session.reuse_plans();
  const std::string query = "SELECT (10 / a)::text FROM t WHERE a > $1::int ORDER BY a DESC";
  session.texts(query, {"0"});
  session.texts(query, {"0"});
  database.sql("CREATE INDEX t_a ON t (a); INSERT INTO t VALUES (2), (0);");
  CHECK(session.texts(query, {"0"}).at(0).at(0) == "5");
  CHECK_THROWS_AS(session.texts(query, {"-1"}), postgres::SqlError);
  CHECK(session.texts(query, {"0"}).size() == 2);
}

TEST_CASE("elsewhere nothing is prepared") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  session.texts("SELECT $1::text", {"a"});
  session.texts("SELECT $1::text", {"b"});
  CHECK(prepared(session) == "0");
}
