#include <catch2/catch.hpp>

#include <thread>

#include "base/identifier.h"
#include "base/text.h"
#include "history/records.h"
#include "history/state.h"
#include "history/writer.h"
#include "support/test_database.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::history;
using deed::testing::no_cancellation;
using deed::testing::TestDatabase;

namespace {

const TableName kTable{"deed", "version_api"};

HistoryEvent event(std::string revision, EventKind kind) {
  HistoryEvent result{.revision = std::move(revision),
                      .revises = {"a,\"b\\"},
                      .depends_on = {"other:c1"},
                      .step = 1,
                      .steps = 2,
                      .event = kind,
                      .checksum = "s1:x",
                      .sql = "SELECT ':x', 1::int;"};
  result.run_id = "00000000-0000-4000-8000-000000000000";
  result.search_path = "public";
  result.actor = "me";
  result.message = "it's";
  return result;
}

}  // namespace

TEST_CASE("a database without deed's tables has an empty history") {
  TestDatabase database;
  auto connection = database.connect();
  const State state = read_state(connection, kTable, "api");
  CHECK_FALSE(state.version_table_exists);
  CHECK(state.events.empty());
  CHECK(state.ownership.empty());
}

TEST_CASE("what is appended is read back, in order of position") {
  TestDatabase database;
  auto connection = database.connect();
  ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
  CHECK(append(connection, kTable, event("r1", EventKind::done)) == 1);
  HistoryEvent second = event("r1", EventKind::upgraded);
  second.statement = 3;
  CHECK(append(connection, kTable, second) == 2);
  const State state = read_state(connection, kTable, "api");
  REQUIRE(state.events.size() == 2);
  CHECK(state.events[0].revises == std::vector<std::string>{"a,\"b\\"});
  CHECK(state.events[0].depends_on == std::vector<std::string>{"other:c1"});
  CHECK(state.events[0].message == "it's");
  CHECK_FALSE(state.events[0].statement);
  CHECK(state.events[1].statement == 3);
  CHECK(state.events[1].event == EventKind::upgraded);
  const std::vector<HistoryEvent> record = read_record(connection, kTable, "r1");
  CHECK(record.at(0).sql == "SELECT ':x', 1::int;");
  CHECK(record.at(0).at.size() > 20);
  CHECK(newest_events(connection, kTable, 1).at(0).position == 2);
  CHECK(newest_rows(connection, kTable, {"r1", "r2"}).at("r1").event == EventKind::upgraded);
  CHECK(version_tables(state.ownership) == std::map<std::string, std::string>{{"api", "deed.version_api"}});
}

TEST_CASE("the applied text of a revision is the newest") {
  TestDatabase database;
  auto connection = database.connect();
  ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
  for (const std::string text : {"-- deed:upgrade\nold", "-- deed:downgrade\ndown", "-- deed:upgrade\nnew"}) {
    HistoryEvent row = event("r1", text.find("down") == std::string::npos ? EventKind::upgraded : EventKind::downgraded);
    row.sql = text;
    append(connection, kTable, row);
  }
  const auto steps = read_applied_steps(connection, kTable, {"r1", "r2"});
  REQUIRE(steps.size() == 1);
  REQUIRE(steps.at("r1").size() == 1);
  CHECK(steps.at("r1")[0].sql == "-- deed:upgrade\nnew");
}

TEST_CASE("iterations are summed up for the step at which the revision stands; only the last is read for a plan") {
  TestDatabase database;
  auto connection = database.connect();
  ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
  append(connection, kTable, event("r1", EventKind::done));
  CHECK(rows_so_far(connection, kTable, "r1") == 0);
  for (int iteration = 1; iteration <= 3; ++iteration) {
    HistoryEvent row = event("r1", EventKind::done);
    row.step = 2;
    row.statement = iteration;
    row.rows = 10;
    row.checksum = "";
    row.sql = iteration == 1 ? row.sql : "";
    append(connection, kTable, row);
  }
  CHECK(rows_so_far(connection, kTable, "r1") == 30);
  CHECK(read_state(connection, kTable, "api").events.size() == 2);
  CHECK(read_state(connection, kTable, "api").history().find("r1")->statements_done == 3);
  CHECK(newest_events(connection, kTable, 9).size() == 2);
  CHECK(read_record(connection, kTable, "r1").size() == 2);
  append(connection, kTable, event("r1", EventKind::downgraded));
  CHECK(rows_so_far(connection, kTable, "r1") == 0);
  CHECK(read_record(connection, kTable, "r1").empty());
}

TEST_CASE("several services that start at once create deed's tables once") {
  TestDatabase database;
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      try {
        auto connection = database.connect();
        const std::string service = "s" + std::to_string(i % 4);
        ensure_tables(connection, {"deed", "version_" + service}, {service}, Duration(10'000), no_cancellation());
      } catch (const Error&) {
        ++failures;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  CHECK(failures == 0);
  CHECK(database.value("SELECT count(*) FROM deed.ownership WHERE kind = 'service'") == "4");
}

TEST_CASE("another version table for a service, or another service for a version table, is a contradiction") {
  TestDatabase database;
  auto connection = database.connect();
  ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
  const auto kind_of = [&](const TableName& table, const std::string& service) {
    try {
      ensure_tables(connection, table, {service}, Duration(10'000), no_cancellation());
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::internal;
  };
  CHECK(kind_of({"deed", "version_other"}, "api") == ErrorKind::contradiction);
  CHECK(kind_of(kTable, "other") == ErrorKind::contradiction);
  CHECK(database.value("SELECT to_regclass('deed.version_other')").empty());
}

TEST_CASE("somebody else's table of that name is a contradiction, never a history") {
  TestDatabase database;
  database.sql("CREATE SCHEMA deed; CREATE TABLE deed.version_api (version_num text)");
  auto connection = database.connect();
  CHECK_THROWS_AS(read_state(connection, kTable, "api"), Error);
}

TEST_CASE("what only resembles a version table is a contradiction to who runs") {
  const std::string instead =
      GENERATE(as<std::string>{}, "ALTER TABLE deed.version_api DROP COLUMN tag", "ALTER TABLE deed.version_api RENAME sql TO text",
               "CREATE VIEW deed.instead AS SELECT * FROM deed.version_api",
               "CREATE MATERIALIZED VIEW deed.instead AS SELECT * FROM deed.version_api",
               "CREATE TABLE deed.instead (LIKE deed.version_api) PARTITION BY RANGE (position)");
  INFO(instead);
  TestDatabase database;
  auto connection = database.connect();
  ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
  database.sql(instead);
  if (instead.find("instead") != std::string::npos) {
    const std::string kind = instead.find("MATERIALIZED") != std::string::npos ? "MATERIALIZED VIEW" : "TABLE";
    database.sql("ALTER TABLE deed.version_api RENAME TO elsewhere; ALTER " + kind + " deed.instead RENAME TO version_api");
  }
  try {
    read_state_to_run(connection, kTable, "api");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::contradiction);
    CHECK_THAT(error.text().what, Catch::Contains("deed.version_api is not a version table of deed"));
  }
}

TEST_CASE("no function of somebody's on the search_path is called to look at deed's tables") {
  TestDatabase database;
  auto connection = database.connect();
  ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
  database.sql("CREATE FUNCTION public.format(text, text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE ''called''; END'");
  connection.execute("SET search_path = public");
  CHECK(read_state_to_run(connection, kTable, "api").is_ready("api"));
}

TEST_CASE("a run is ready with all rights on deed's tables, and without any one of them it is told which") {
  const std::string schema = GENERATE("deed", "Odd \"schema");
  TestDatabase database;
  const TableName table{schema, "version_api"};
  const std::string home = quote_identifier(schema);
  database.sql("CREATE SCHEMA IF NOT EXISTS " + home);
  auto connection = database.connect();
  ensure_tables(connection, table, {"api"}, Duration(10'000), no_cancellation());
  const std::string all = "GRANT USAGE ON SCHEMA deed, " + home +
                          " TO plain_role; GRANT SELECT, INSERT, DELETE ON deed.ownership TO plain_role; " + "GRANT SELECT, INSERT ON " +
                          table.quoted() + " TO plain_role";
  database.sql("DROP ROLE IF EXISTS plain_role; CREATE ROLE plain_role; " + all);
  connection.execute("SET ROLE plain_role");
  const State state = read_state_to_run(connection, table, "api");
  CHECK(state.missing_grants.empty());
  CHECK(state.is_ready("api"));
  for (const std::string right : {"USAGE ON SCHEMA deed", "USAGE ON SCHEMA HOME", "SELECT ON deed.ownership", "INSERT ON deed.ownership",
                                  "DELETE ON deed.ownership", "SELECT ON TABLE", "INSERT ON TABLE"}) {
    const std::string lacking = replace_all(replace_all(right, "TABLE", table.quoted()), "HOME", home);
    INFO(lacking);
    database.sql("REVOKE " + lacking + " FROM plain_role");
    std::string told;
    try {
      told = read_state_to_run(connection, table, "api").missing_grants;
    } catch (const Denied& error) {
      told = error.sql();
    }
    CHECK_THAT(told, Catch::StartsWith("GRANT ") && Catch::Contains("TO plain_role;"));
    database.sql(all);
  }
  database.sql("ALTER TABLE deed.ownership ENABLE ROW LEVEL SECURITY");
  CHECK_THROWS_WITH(read_state_to_run(connection, table, "api"), Catch::Contains("row-level security"));
  database.sql("CREATE POLICY everybody ON deed.ownership USING (true)");
  CHECK(read_state_to_run(connection, table, "api").is_ready("api"));
  connection.execute("RESET ROLE");
  database.sql("DROP OWNED BY plain_role; DROP ROLE plain_role");
}

TEST_CASE("a role that may not create schema deed is told what a DBA has to run") {
  TestDatabase database;
  database.sql("DROP ROLE IF EXISTS plain_role; CREATE ROLE plain_role LOGIN");
  auto parameters = database.parameters();
  for (auto& [keyword, value] : parameters) {
    value = keyword == "user" ? "plain_role" : value;
  }
  auto connection = postgres::Connection::open(parameters, no_cancellation());
  try {
    ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::denied);
    CHECK_THAT(error.text().hint, Catch::Contains("CREATE SCHEMA deed;\n       GRANT USAGE, CREATE ON SCHEMA deed TO plain_role;"));
    CHECK(connection.transaction_status() == postgres::TransactionStatus::idle);
  }
}

TEST_CASE("ownership rows are removed and added one by one, and a missing one is noticed") {
  TestDatabase database;
  auto connection = database.connect();
  ensure_tables(connection, kTable, {"api"}, Duration(10'000), no_cancellation());
  const OwnershipRow row{"api", OwnershipRowKind::share, "public.t", "other", {Access::read, Access::reference}, "r1"};
  connection.execute("BEGIN");
  change_rows(connection, row.service, {.add = {row}});
  CHECK(to_string(read_ownership(connection).back()) == to_string(row));
  change_rows(connection, row.service, {.remove = {row}});
  CHECK_THROWS_AS(change_rows(connection, row.service, {.remove = {row}}), Error);
}
