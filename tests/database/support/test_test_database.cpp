#include <catch2/catch.hpp>

#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;

TEST_CASE("each test database is empty") {
  {
    TestDatabase first;
    first.sql("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (NULL)");
    CHECK(first.rows("SELECT a FROM t ORDER BY a") == Rows{{"1"}, {""}});
  }
  TestDatabase second;
  CHECK(second.value("SELECT to_regclass('t')").empty());
}

TEST_CASE("databases of the same schema have the same dump") {
  TestDatabase first;
  TestDatabase second;
  first.sql("CREATE TABLE t (a int); COMMENT ON TABLE t IS 'one -- comment'");
  CHECK(first.dump() != second.dump());
  second.sql("CREATE TABLE t (a int); COMMENT ON TABLE t IS 'one -- comment'");
  CHECK(first.dump() == second.dump());
}

TEST_CASE("the server's log shows the statements of one database") {
  TestDatabase watched;
  TestDatabase other;
  watched.log_statements();
  watched.connect().execute("SELECT\n 'seen'");
  other.connect().execute("SELECT 'unseen'");
  CHECK(watched.log().find("'seen'") != std::string::npos);
  CHECK(watched.log().find("'unseen'") == std::string::npos);
}

TEST_CASE("a test database is dropped although somebody is connected to it") {
  std::optional<postgres::Connection> left;
  {
    TestDatabase database;
    left = database.connect();
  }
  CHECK_THROWS_AS(left->execute("SELECT 1"), Error);
}
