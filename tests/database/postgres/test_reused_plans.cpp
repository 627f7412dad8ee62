// Connection::reuse_plans().
#include <catch2/catch.hpp>

#include "support/test_database.h"

using namespace deed;
using namespace deed::testing;

namespace {

std::string prepared(postgres::Connection& session) {
  return session.texts("SELECT count(*)::text FROM pg_prepared_statements").at(0).at(0);
}

// What the server says the protocol has prepared.
std::vector<std::string> standing(postgres::Connection& session) {
  std::vector<std::string> names;
  for (const auto& row : session.texts("SELECT name FROM pg_prepared_statements WHERE NOT from_sql")) {
    names.push_back(row.front());
  }
  return names;
}

}  // namespace

TEST_CASE("where plans are reused, a statement is prepared when it comes for the second time") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  const std::string sum = "SELECT ($1::int + $2::int)::text";
  session.reuse_plans("run");
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
  session.reuse_plans("run");
  const std::string query = "SELECT (10 / a)::text FROM t WHERE a > $1::int ORDER BY a DESC";
  session.texts(query, {"0"});
  session.texts(query, {"0"});
  database.sql("CREATE INDEX t_a ON t (a); INSERT INTO t VALUES (2), (0);");
  CHECK(session.texts(query, {"0"}).at(0).at(0) == "5");
  CHECK_THROWS_AS(session.texts(query, {"-1"}), postgres::SqlError);
  CHECK(session.texts(query, {"0"}).size() == 2);
}

TEST_CASE("where others' statements run, plans are used until one of theirs, and again when the server has said that they stand") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  const std::string query = "SELECT $1::text || (SELECT count(*) FROM pg_prepared_statements)";
  session.reuse_plans("run", {});
  session.execute_together({{query, {"a"}}, {query, {"b"}}, {query, {"c"}}});
  CHECK(prepared(session) == "1");
  // Not by its plan, so that it is planned with what stands now.
  session.execute("DEALLOCATE ALL");
  CHECK(session.texts(query, {"d"}).at(0).at(0) == "d0");
  session.reuse_plans("run", standing(session));
  CHECK(session.texts(query, {"e"}).at(0).at(0) == "e1");
}

TEST_CASE("what somebody has put in the place of a plan is not run") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  const std::string query = "SELECT $1::text";
  session.reuse_plans("run", {});
  session.texts(query, {"a"});
  session.texts(query, {"b"});
  const std::string name = standing(session).at(0);
  session.execute("DEALLOCATE " + name);
  session.execute("PREPARE " + name + " (text) AS SELECT 'theirs'");
  CHECK(session.texts(query, {"c"}).at(0).at(0) == "c");
  session.reuse_plans("run", standing(session));
  CHECK(session.texts(query, {"d"}).at(0).at(0) == "d");
  CHECK(session.texts(query, {"e"}).at(0).at(0) == "e");
}

TEST_CASE("plans that are tried are named by their run, and none is used of a request that says so") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  const std::string query = "SELECT $1::text";
  const postgres::Request told{.sql = "SELECT $1::int", .values = {"1"}, .never_prepared = true};
  for (int exchange = 0; exchange < 3; ++exchange) {
    session.try_plans("run");
    session.exchange({{query, {"a"}}, told}, [](std::size_t) {});
    session.plans_stood("run", standing(session));
  }
  CHECK(standing(session) == std::vector<std::string>{"deed_run_0"});
}

TEST_CASE("nothing is left of the plans when everything is discarded") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  const std::string query = "SELECT $1::text";
  session.reuse_plans("run");
  session.texts(query, {"a"});
  session.texts(query, {"b"});
  session.discard_all();
  session.reuse_plans("another");
  CHECK(session.texts(query, {"c"}).at(0).at(0) == "c");
  CHECK(prepared(session) == "0");
  session.texts(query, {"d"});
  CHECK(standing(session) == std::vector<std::string>{"deed_another_0"});
}

TEST_CASE("elsewhere nothing is prepared") {
  TestDatabase database;
  postgres::Connection session = database.connect();
  session.texts("SELECT $1::text", {"a"});
  session.texts("SELECT $1::text", {"b"});
  CHECK(prepared(session) == "0");
}
