#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "autogenerate/generate.h"
#include "autogenerate/stubs.h"
#include "catalog/schema_reader.h"
#include "sql/render_step.h"
#include "support/test_database.h"

using namespace deed;

namespace {

ObjectName named(const std::string& schema, const std::string& name) { return {ObjectKind::relation, schema, name}; }

Schema read(const testing::TestDatabase& database, const catalog::ReadScope& scope) {
  postgres::Connection connection = database.connect();
  return catalog::read_schema(connection, scope);
}

Schema read_all(const testing::TestDatabase& database, const SearchPath& path = {"public"}) {
  return read(database, {path, [](const ObjectName&) { return true; }});
}

std::set<std::string> uncovered(const Schema& schema) {
  std::set<std::string> found;
  for (const Uncovered& one : schema.uncovered) {
    const bool structure = one.kind == UncoveredKind::structure;
    const bool administrative = one.kind == UncoveredKind::administrative;
    found.insert(fmt::format("{}: {}{}", to_string(one.object), one.what,
                             structure        ? " (structure)"
                             : administrative ? " (administrator's)"
                                              : ""));
  }
  return found;
}

}  // namespace

TEST_CASE("what is not in scope is not seen, whatever it has to do with what is") {
  testing::TestDatabase database;
  database.sql(R"(
    CREATE SCHEMA theirs;
    CREATE TABLE mine (id serial PRIMARY KEY);
    CREATE TABLE theirs.mine (id serial PRIMARY KEY);
    CREATE TABLE neighbour (id serial PRIMARY KEY, mine integer REFERENCES mine);
    CREATE INDEX mine_too ON neighbour (mine);
    CREATE SEQUENCE mine_counter OWNED BY neighbour.id;
    COMMENT ON SEQUENCE mine_counter IS 'not mine after all';
    CREATE VIEW watcher AS SELECT id FROM mine;
    CREATE FUNCTION helper() RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE TYPE feeling AS ENUM ('good');
    CREATE SCHEMA deed;
    CREATE TABLE deed.mine (id integer);
  )");
  const Schema schema =
      read(database, {{"public"}, [](const ObjectName& name) { return name.schema == "public" && name.name.starts_with("mine"); }});
  REQUIRE(schema.tables.size() == 1);
  CHECK(schema.tables.begin()->first == named("public", "mine"));
  REQUIRE(schema.sequences.size() == 1);
  CHECK(schema.sequences.begin()->first == named("public", "mine_id_seq"));
  CHECK(schema.enums.empty());
  CHECK(schema.schemas.empty());
  CHECK(schema.comments.empty());
  CHECK(uncovered(schema).empty());
}

TEST_CASE("names are written as the search path of the service has it") {
  testing::TestDatabase database;
  database.sql(R"(
    CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('ok');
    CREATE TABLE app.day (mood app.mood DEFAULT 'ok', CHECK (mood = 'ok'));
    CREATE INDEX day_mood ON app.day (mood) WHERE mood = 'ok';
  )");
  const Table inside = read_all(database, {"app"}).tables.begin()->second;
  CHECK(inside.columns[0].expression == "'ok'::mood");
  CHECK(inside.indexes[0].definition == "USING btree (mood) WHERE (mood = 'ok'::mood)");
  const Table outside = read_all(database, {"public"}).tables.begin()->second;
  CHECK(outside.columns[0].type == "app.mood");
  CHECK(outside.constraints[0].check == "CHECK ((mood = 'ok'::app.mood))");
  CHECK(outside.indexes[0].definition == "USING btree (mood) WHERE (mood = 'ok'::app.mood)");
}

TEST_CASE("settings of the database change nothing of what is read") {
  testing::TestDatabase database;
  database.sql(
      "CREATE TABLE t (at timestamptz DEFAULT '2026-01-01 00:00:00+00', span interval DEFAULT '1 day 2 hours', f float8 DEFAULT 0.1)");
  const Table before = read_all(database).tables.begin()->second;
  database.sql(
      fmt::format("ALTER DATABASE {0} SET timezone = 'Asia/Kolkata'; ALTER DATABASE {0} SET datestyle = 'German';"
                  "ALTER DATABASE {0} SET intervalstyle = 'sql_standard'; ALTER DATABASE {0} SET extra_float_digits = -10;"
                  "ALTER DATABASE {0} SET quote_all_identifiers = on; ALTER DATABASE {0} SET search_path = ''",
                  database.name()));
  const Table after = read_all(database).tables.begin()->second;
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    CHECK(before.columns[i].expression == after.columns[i].expression);
  }
}

TEST_CASE("the connection is idle after reading, and reading writes nothing") {
  testing::TestDatabase database;
  postgres::Connection connection = database.connect();
  catalog::read_schema(connection, {{"public"}, [](const ObjectName&) { return true; }});
  CHECK(connection.transaction_status() == postgres::TransactionStatus::idle);
  CHECK(connection.execute("SHOW search_path").text(0, 0) != "public");
}

TEST_CASE("whatever is in scope and not compared is reported") {
  testing::TestDatabase database;
  database.sql(R"(
    CREATE TYPE pair AS (a integer, b integer);
    CREATE TEXT SEARCH TEMPLATE words (LEXIZE = dsimple_lexize);
    CREATE TABLE plain (id integer PRIMARY KEY, b integer, c text);
    CREATE TABLE child () INHERITS (plain);
    CREATE TABLE typed OF pair;
    CREATE TABLE tuned (id integer);
    CREATE INDEX tuned_id ON tuned ((id + 1));
    ALTER INDEX tuned_id ALTER COLUMN 1 SET STATISTICS 100;
    ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
    CREATE FUNCTION nameless(integer) RETURNS TABLE (a integer) LANGUAGE sql BEGIN ATOMIC SELECT $1; END;
    CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER nosy ON ddl_command_end EXECUTE FUNCTION e();
  )");
  const std::set<std::string> expected{
      "text_search:public.words: text search template",
      "public.typed: typed table (structure)",
      "public.tuned: statistics target of index tuned_id",
      fmt::format("role:{}: default privileges (administrator's)", database.value("SELECT current_user")),
      "event_trigger:nosy: event trigger",
      "function:public.nameless: body that PostgreSQL cannot print until each argument has a name (structure)",
  };
  CHECK(uncovered(read_all(database)) == expected);
}

TEST_CASE("a parsed body that is made again of what PostgreSQL prints is the same") {
  testing::TestDatabase database;
  database.sql("CREATE FUNCTION f(a integer, OUT text, OUT bigint) LANGUAGE sql BEGIN ATOMIC SELECT 'x', 1; SELECT 'x; AS y', 2; END");
  const auto function = [&] { return read_all(database).definitions.begin()->second; };
  const Definition before = function();
  database.sql(before.alter);
  CHECK(function().create != before.create);
  CHECK(same(function(), before));
  database.sql(
      "CREATE OR REPLACE FUNCTION f(a integer, OUT text, OUT bigint) LANGUAGE sql BEGIN ATOMIC SELECT 'x', 1; SELECT 'x; AS z', 2; END");
  CHECK_FALSE(same(function(), before));
}

TEST_CASE("stubs of a neighbour's tables can be made in an empty database and referred to") {
  testing::TestDatabase live;
  live.sql(R"(
    CREATE SCHEMA billing;
    CREATE TYPE billing.state AS ENUM ('open', 'paid');
    CREATE FUNCTION billing.next() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
    CREATE TABLE billing.customer (id integer PRIMARY KEY);
    CREATE TABLE billing.invoice (
      id bigint PRIMARY KEY DEFAULT billing.next(),
      number text NOT NULL UNIQUE,
      state billing.state NOT NULL DEFAULT 'open',
      customer integer REFERENCES billing.customer,
      CHECK (billing.next() > 0)
    );
    CREATE UNIQUE INDEX ON billing.invoice (customer, number);
  )");
  const catalog::ReadScope scope{
      .schemas = {"public"}, .includes = [](const ObjectName& name) { return name.name == "invoice"; }, .with_column_enums = true};
  const Schema stubs = autogenerate::stubs_of(read(live, scope), {"public"});

  testing::TestDatabase scratch;
  for (const OperationStep& step : autogenerate::create_all(stubs)) {
    scratch.sql(sql::render_step(step, "public"));
  }
  CHECK_NOTHROW(scratch.sql(R"(
    CREATE TABLE payment (
      invoice bigint REFERENCES billing.invoice,
      number text REFERENCES billing.invoice (number),
      customer integer,
      state billing.state,
      FOREIGN KEY (customer, number) REFERENCES billing.invoice (customer, number)
    )
  )"));
}
