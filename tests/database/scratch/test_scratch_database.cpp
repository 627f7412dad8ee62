#include <catch2/catch.hpp>

#include <string>

#include "base/text.h"
#include "scratch/scratch_server.h"
#include "support/process.h"
#include "support/test_database.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;
using namespace deed::scratch;

namespace {

postgres::Parameters maintenance() { return TestServer::get().server().address().parameters("postgres"); }

ScratchDatabase scratch_database() {
  RandomIds ids;
  return ScratchDatabase(maintenance(), ids, no_cancellation());
}

std::string scratch_databases() {
  postgres::Connection connection = TestServer::get().connect("postgres");
  return std::string(connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'deed\\_scratch%'").text(0, 0));
}

std::string value(postgres::Connection& connection, const std::string& query) {
  const postgres::Result result = connection.execute(query);
  return std::string(result.text(0, 0));
}

PlayedStatement at_line(int line, const std::string& text) { return {.text = text, .location = {"models/a.sql", line, 1}}; }

// The failure of playing these; what() says "nothing failed" if they run.
Error failure_of(const std::vector<PlayedStatement>& statements) {
  ScratchDatabase database = scratch_database();
  try {
    database.play(statements);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorKind::internal, {.what = "nothing failed"});
}

}  // namespace

TEST_CASE("a scratch database is dropped at the end") {
  {
    const ScratchDatabase database = scratch_database();
    CHECK(scratch_databases() == "1");
  }
  CHECK(scratch_databases() == "0");
}

TEST_CASE("a scratch database is dropped after a request to stop") {
  Cancellation cancellation;
  RandomIds ids;
  {
    const ScratchDatabase database(maintenance(), ids, cancellation);
    cancellation.request(ErrorKind::terminated);
  }
  CHECK(scratch_databases() == "0");
}

TEST_CASE("a scratch database that a killed process left is dropped by the next one") {
  const postgres::Parameters server = maintenance();
  in_child([&] {
    RandomIds ids;
    const ScratchDatabase database(server, ids, no_cancellation());
    ::_exit(0);
    return 0;
  });
  REQUIRE(scratch_databases() == "1");
  // The server notices a little later that its client is gone.
  postgres::Connection observer = postgres::Connection::open(server, no_cancellation());
  const std::string held = "SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND classid = 1684366692";
  for (const Deadline deadline(Duration(20'000)); observer.texts(held).at(0).at(0) != "0" && !deadline.passed();) {
    no_cancellation().sleep(Duration(10));
  }
  const ScratchDatabase database = scratch_database();
  CHECK(scratch_databases() == "1");
}

TEST_CASE("two scratch databases may be in use at once") {
  ScratchDatabase first = scratch_database();
  ScratchDatabase second = scratch_database();
  CHECK(value(first.connection(), "SELECT current_database()") == first.name());
  CHECK(value(second.connection(), "SELECT current_database()") == second.name());
}

TEST_CASE("a scratch database in use is left alone by one that is made from another database") {
  const ScratchDatabase first = scratch_database();
  const TestDatabase other;
  RandomIds ids;
  const ScratchDatabase second(other.parameters(), ids, no_cancellation());
  CHECK(scratch_databases() == "2");
}

TEST_CASE("a scratch database has UTF8 and the C collation whatever the server's own are") {
  ScratchDatabase database = scratch_database();
  CHECK(value(database.connection(),
              "SELECT pg_encoding_to_char(encoding) || datcollate FROM pg_database WHERE datname = "
              "current_database()") == "UTF8C");
}

TEST_CASE("a role that may not create databases gets the SQL for a DBA") {
  TestServer::get().connect("postgres").execute("CREATE ROLE \"Reader\" LOGIN");
  postgres::Parameters server = maintenance();
  for (auto& [keyword, text] : server) {
    text = keyword == "user" ? "Reader" : text;
  }
  RandomIds ids;
  try {
    const ScratchDatabase database(server, ids, no_cancellation());
    FAIL("it was created");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::denied);
    CHECK(error.text().details == std::vector<std::string>{"ALTER ROLE \"Reader\" CREATEDB;"});
  }
}

TEST_CASE("played statements see what those before them made") {
  ScratchDatabase database = scratch_database();
  std::vector<PlayedStatement> statements{at_line(1, "CREATE TABLE t (a int)")};
  for (int i = 0; i < 400; ++i) {
    statements.push_back(at_line(i + 2, "INSERT INTO t VALUES (" + std::to_string(i) + ")"));
  }
  database.play(statements);
  CHECK(value(database.connection(), "SELECT count(*) FROM t") == "400");
}

TEST_CASE("played statements share transactions") {
  ScratchDatabase database = scratch_database();
  database.play({at_line(1, "CREATE TABLE t (a int)"), at_line(2, "INSERT INTO t VALUES (1)"), at_line(3, "INSERT INTO t VALUES (1)")});
  CHECK(value(database.connection(), "SELECT count(DISTINCT xmin::text) FROM t") == "1");
}

TEST_CASE("a statement that must run outside a transaction does, between the others") {
  ScratchDatabase database = scratch_database();
  database.play({at_line(1, "CREATE TABLE t (a int)"),
                 {.text = "CREATE INDEX CONCURRENTLY t_a ON t (a)", .location = {"models/a.sql", 2, 1}, .outside_transaction = true},
                 at_line(3, "DROP INDEX t_a")});
  CHECK(value(database.connection(), "SELECT to_regclass('t') IS NOT NULL AND to_regclass('t_a') IS NULL") == "t");
}

TEST_CASE("a failing statement is named with its place") {
  const Error error =
      failure_of({at_line(1, "CREATE TABLE t (a int)"), at_line(4, "CREATE TABLE u (\n  a no_such_type)"), at_line(7, "SELECT 1")});
  CHECK(error.kind() == ErrorKind::config);
  CHECK(error.text().where == "models/a.sql:5:5");
}

TEST_CASE("a failing statement is named although hundreds share its transaction") {
  std::vector<PlayedStatement> statements;
  for (int line = 1; line <= 320; ++line) {
    statements.push_back(at_line(line, line == 300 ? "SELECT 1/0" : "SELECT 1"));
  }
  CHECK(failure_of(statements).text().where == "models/a.sql:300:1");
}

TEST_CASE("a failing statement comes with the server's message and SQLSTATE") {
  const Error error = failure_of({at_line(1, "CREATE TABLE t (a no_such_type)")});
  CHECK(error.text().what == "PostgreSQL refuses a statement: type \"no_such_type\" does not exist");
  CHECK(error.sqlstate() == "42704");
}

TEST_CASE("a failing statement is shown") {
  CHECK(join(failure_of({at_line(1, "CREATE TABLE t (a no_such_type)")}).text().details, "\n") ==
        "statement: CREATE TABLE t (a no_such_type)");
}

TEST_CASE("a deferred constraint that fails at COMMIT is an error at the end of its statements") {
  const Error error = failure_of({at_line(1, "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t DEFERRABLE INITIALLY DEFERRED)"),
                                  at_line(2, "INSERT INTO t VALUES (1, 2)"), at_line(3, "SELECT 1")});
  CHECK(error.kind() == ErrorKind::config);
  CHECK(error.text().where == "models/a.sql:3:1");
  CHECK(join(error.text().details, "\n").find("from models/a.sql:1:1 on") != std::string::npos);
}

TEST_CASE("a request to stop ends the playing") {
  Cancellation cancellation;
  RandomIds ids;
  ScratchDatabase database(maintenance(), ids, cancellation);
  cancellation.request(ErrorKind::interrupted);
  try {
    database.play({at_line(1, "SELECT pg_sleep(600)")});
    FAIL("it was played");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::interrupted);
  }
}

TEST_CASE("extensions that the server has are created, the others are reported") {
  ScratchDatabase database = scratch_database();
  const std::vector<std::string> missing =
      database.create_extensions({{"plpgsql", "pg_catalog"}, {"pg_trgm", "Search tools"}, {"no_such_extension"}});
  CHECK(missing == std::vector<std::string>{"no_such_extension"});
  CHECK(value(database.connection(), "SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'pg_trgm'") ==
        "\"Search tools\"");
}

TEST_CASE("an extension that cannot be created is named") {
  ScratchDatabase database = scratch_database();
  database.connection().execute("CREATE FUNCTION similarity(text, text) RETURNS real LANGUAGE sql AS 'SELECT 1::real'");
  try {
    database.create_extensions({{"pg_trgm"}});
    FAIL("it was created");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK(error.text().where == "extension pg_trgm");
  }
}

TEST_CASE("a given server of another major version than the live one is refused") {
  try {
    const ScratchServer server({.server = maintenance(), .wanted = {.major = 99}}, test_host(), no_cancellation());
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK(error.text().what.find("but 99 is needed") != std::string::npos);
  }
}

TEST_CASE("a given server is used as it is") {
  const ScratchServer server({.server = maintenance()}, test_host(), no_cancellation());
  RandomIds ids;
  ScratchDatabase database = server.create_database(ids);
  CHECK(value(database.connection(), "SELECT pg_postmaster_start_time()") ==
        std::string(TestServer::get().connect("postgres").execute("SELECT pg_postmaster_start_time()").text(0, 0)));
}

TEST_CASE("without a given server an embedded one is started") {
  const ScratchServer server({.wanted = test_wanted()}, test_host(), no_cancellation());
  RandomIds ids;
  ScratchDatabase database = server.create_database(ids);
  CHECK(value(database.connection(), "SELECT pg_postmaster_start_time()") !=
        std::string(TestServer::get().connect("postgres").execute("SELECT pg_postmaster_start_time()").text(0, 0)));
}

TEST_CASE("what is played on the embedded server makes a schema, and cannot reach the machine") {
  const ScratchServer server({.wanted = test_wanted()}, test_host(), no_cancellation());
  RandomIds ids;
  ScratchDatabase database = server.create_database(ids);
  CHECK(database.create_extensions({{"pgcrypto", "crypt"}, {"no_such_extension", ""}, {"file_fdw", ""}}) ==
        std::vector<std::string>{"no_such_extension"});
  database.play({at_line(1, "CREATE SCHEMA s"), at_line(2, "CREATE TABLE s.t (a int, b bytea DEFAULT crypt.gen_random_bytes(3))"),
                 at_line(3, "COMMENT ON SCHEMA public IS 'as pg_dump has it'"), at_line(4, "CREATE TABLE public.u (a int)")});
  CHECK(value(database.connection(), "SELECT usesuper FROM pg_user WHERE usename = current_user") == "f");

  const std::string attack = GENERATE(
      "DO $$ BEGIN EXECUTE 'COPY s.t (a) TO PROGRAM ''touch /tmp/deed_was_here'''; END $$", "SELECT pg_read_file('/etc/passwd')",
      "CREATE MATERIALIZED VIEW m AS SELECT pg_read_file('/etc/passwd')", "SELECT lo_export(lo_creat(-1), '/tmp/deed_was_here')",
      "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'getpid'", "SET SESSION AUTHORIZATION postgres", "CREATE EXTENSION dblink",
      "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw", "ALTER SYSTEM SET archive_command = 'touch /tmp/deed_was_here'");
  CAPTURE(attack);
  CHECK_THROWS_AS(database.connection().execute(attack), Error);
}
