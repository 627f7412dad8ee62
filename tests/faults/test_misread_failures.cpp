// Failures that look like others: a statement that failed is not one that was interrupted, a collision not always a race.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>

#include "domain/advisory_lock.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

class Api : public TestWorkspace {
 public:
  explicit Api(const std::string& further = "") { service("api", further); }

  // Tables t and p with a partition, a type, and what is in the way of the statements below.
  void begin() {
    revision("api", "aaaaaaaaaaaa", "",
             "-- deed:upgrade\nCREATE TABLE t (a int, b int);\nCREATE INDEX t_x ON t (a);\nCREATE TABLE p (a int) PARTITION BY LIST (a);\n"
             "CREATE TABLE alone (a int);\nCREATE TYPE en AS ENUM ('a', 'b');\n");
    REQUIRE(deed({"upgrade", "head"}).exit_code == 0);
  }
  void next(const std::string& sections) { revision("api", "bbbbbbbbbbbb", "aaaaaaaaaaaa", sections); }
};

}  // namespace

TEST_CASE("an autocommit statement that the server refuses is refused each time, and never taken for done") {
  const std::string statement = GENERATE(as<std::string>(), "CREATE INDEX CONCURRENTLY t_x ON t (b)",
                                         "CREATE UNIQUE INDEX CONCURRENTLY t_x ON t (a)", "DROP INDEX CONCURRENTLY nosuch",
                                         "ALTER TABLE p DETACH PARTITION alone CONCURRENTLY", "ALTER TYPE en ADD VALUE 'a' AFTER 'b'");
  CAPTURE(statement);
  Api workspace;
  workspace.begin();
  workspace.next("-- deed:upgrade autocommit\n" + statement + ";\n");
  for (int run = 0; run < 3; ++run) {
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(run, result.err);
    CHECK(result.exit_code == 11);
  }
  CHECK(workspace.database().value("SELECT count(*) FROM deed.version_api WHERE event = 'done'") == "0");
}

TEST_CASE("what was begun with one text is not recorded as done with another") {
  Api workspace;
  workspace.begin();
  const std::string begun = "-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_b ON t (b);\n";
  workspace.next(begun);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  // As a kill leaves it that comes before the statement is recorded as done.
  workspace.database().sql("DELETE FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb' AND event <> 'started'");
  workspace.next("-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY t_b ON t (a, b);\n");
  const ProcessResult edited = workspace.deed({"upgrade", "head"});
  CAPTURE(edited.err);
  CHECK(edited.exit_code == 12);
  CHECK_THAT(edited.err, Contains("was begun with another text"));
  SECTION("the text is restored") { workspace.next(begun); }
  SECTION("what it did is taken back") { workspace.database().sql("DROP INDEX t_b"); }
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("what stands in the way of deed's own tables is told, and not waited for in vain") {
  SECTION("something has the name of one") {
    Api workspace;
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
    workspace.database().sql("CREATE SCHEMA deed; CREATE TYPE deed.version_api AS ENUM ('a')");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 11);
    CHECK_THAT(result.err, Contains("already exists"));
  }
  SECTION("somebody is at them and does not go on") {
    Api workspace("[database]\nrunner_wait = \"1s\"\n");
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
    postgres::Connection other = workspace.database().connect();
    other.execute("SELECT pg_advisory_lock($1::int4, $2::int4)", {std::to_string(kLockClass), std::to_string(kBootstrapLock)});
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 75);
    CHECK_THAT(result.err, Contains("at deed's own tables") && Contains("pid " + std::to_string(other.backend_pid())));
  }
}

TEST_CASE("settings of a role or database do not end a session that waits") {
  Api workspace;
  workspace.begin();
  const std::string name = workspace.database().name();
  workspace.database().sql("ALTER DATABASE " + name + " SET idle_session_timeout = '700ms'");
  workspace.database().sql("ALTER DATABASE " + name + " SET track_counts = off");
  if (server_major() >= 17) {
    workspace.database().sql("ALTER DATABASE " + name + " SET transaction_timeout = '700ms'");
  }
  workspace.next("-- deed:upgrade\nALTER TABLE t ADD COLUMN c int;\nSELECT pg_sleep(2);\nDO $$ BEGIN UPDATE t SET c = 1; END $$;\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
}

TEST_CASE("a duplicate in the catalogue that is nobody else's doing is told at once") {
  Api workspace;
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TEXT SEARCH CONFIGURATION tc (COPY = simple);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.next("-- deed:upgrade\nALTER TEXT SEARCH CONFIGURATION tc ADD MAPPING FOR asciiword WITH english_stem;\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 11);
  CHECK_THAT(result.err, !Contains("Trying again"));
}

TEST_CASE("an index of that name on another table is never the statement's own") {
  Api workspace;
  workspace.begin();
  workspace.database().sql("CREATE INDEX ix ON alone (a)");
  workspace.next("-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON t (b);\n");
  for (int run = 0; run < 2; ++run) {
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(run, result.err);
    CHECK(result.exit_code == 12);
    CHECK_THAT(result.err, Contains("An index public.ix exists on another table") || Contains("An index ix exists on another table"));
  }
  workspace.database().sql("DROP INDEX ix");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("an invalid index that was there before is dropped and built, with a line that says so") {
  Api workspace;
  workspace.begin();
  TestDatabase& database = workspace.database();
  database.sql("INSERT INTO t VALUES (1), (1)");
  CHECK_THROWS(database.sql("CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a)"));
  const std::string words = GENERATE(as<std::string>(), "", "IF NOT EXISTS ");
  workspace.next("-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY " + words + "ix ON t (b);\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CAPTURE(words, result.err);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("Dropping the invalid index"));
  CHECK(database.value("SELECT pg_get_indexdef('ix'::regclass) || indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass") ==
        "CREATE INDEX ix ON public.t USING btree (b)true");
}

TEST_CASE("an index that somebody else is building is neither dropped nor taken for the statement's own") {
  Api workspace;
  workspace.begin();
  TestDatabase& database = workspace.database();
  // Holds up the building of the index: it waits for whoever may still see the table without it.
  postgres::Connection old = database.connect();
  old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
  old.execute("SELECT count(*) FROM t");
  RunningProcess builder({client_program("psql"), "-X", "-c", "CREATE INDEX CONCURRENTLY ix ON t (b)", database.url()},
                         workspace.options());
  REQUIRE(database.becomes("SELECT count(*) > 0 FROM pg_class WHERE relname = 'ix'", "t"));
  workspace.service("api", "[database]\nretry_for = \"1s\"\n");
  workspace.next("-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY ix ON t (a);\n");
  const ProcessResult meanwhile = workspace.deed({"upgrade", "head"});
  CAPTURE(meanwhile.err);
  CHECK(meanwhile.exit_code == 75);
  CHECK_THAT(meanwhile.err, Contains("it may be building it"));
  old.execute("COMMIT");
  CHECK(builder.wait().exit_code == 0);
  for (int run = 0; run < 2; ++run) {
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(run, result.err);
    CHECK(result.exit_code == 11);
    CHECK_THAT(result.err, Contains("already exists"));
  }
  CHECK_THAT(database.value("SELECT pg_get_indexdef('ix'::regclass)"), Contains("(b)"));
}

TEST_CASE("what an edited statement may have left is named") {
  Api workspace;
  workspace.begin();
  workspace.next("-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY ix ON t (a);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  // As a kill leaves it in the middle of the building.
  workspace.database().sql("DELETE FROM deed.version_api WHERE revision = 'bbbbbbbbbbbb' AND event <> 'started'");
  workspace.database().sql("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix'::regclass");
  workspace.next("-- deed:upgrade autocommit\nCREATE INDEX CONCURRENTLY iz ON t (b);\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("The statement was edited after it had begun, and index public.ix is invalid"));
}

TEST_CASE("statement_timeout is told from somebody who cancels, in a statement and in what was deferred to COMMIT") {
  Api workspace("[database]\nstatement_timeout = \"500ms\"\n");
  SECTION("a statement that takes longer") {
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT pg_sleep(30);\n");
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 18);
  }
  SECTION("a deferred trigger that takes longer") {
    workspace.revision(
        "api", "aaaaaaaaaaaa", "",
        "-- deed:upgrade\nCREATE TABLE t (a int);\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;\nCREATE CONSTRAINT TRIGGER c AFTER INSERT ON t DEFERRABLE INITIALLY "
        "DEFERRED FOR EACH ROW EXECUTE FUNCTION f();\nINSERT INTO t VALUES (1);\n");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 18);
  }
  SECTION("somebody cancels long before") {
    workspace.service("api", "[database]\nstatement_timeout = \"1h\"\n");
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nSELECT pg_sleep(30);\n");
    RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
    const std::string asleep = " FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
    REQUIRE(workspace.database().becomes("SELECT count(*) > 0" + asleep, "t"));
    workspace.database().sql("SELECT pg_cancel_backend(pid)" + asleep);
    CHECK(runner.wait().exit_code == 70);
  }
}

TEST_CASE("what hinders deed at its own tables is told with its place, and never tried for ever") {
  Api workspace("[database]\nrunner_wait = \"1s\"\nlock_timeout = \"1s\"\nretry_for = \"1s\"\n");
  TestDatabase& database = workspace.database();
  SECTION("a trigger that takes rows away") {
    workspace.begin();
    database.sql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
    database.sql("CREATE TRIGGER t BEFORE INSERT ON deed.ownership FOR EACH ROW EXECUTE FUNCTION f()");
    workspace.service("web");
    workspace.revision("web", "cccccccccccc", "", "-- deed:upgrade\nCREATE TABLE w (a int);\n");
    const ProcessResult result = workspace.deed({"-s", "web", "upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 10);
    CHECK_THAT(result.err, Contains("at:  deed.ownership") && Contains("trigger"));
  }
  SECTION("a lock, for a run with nothing to do") {
    workspace.begin();
    postgres::Connection other = database.connect();
    other.execute("BEGIN");
    other.execute("LOCK TABLE deed.version_api IN ACCESS EXCLUSIVE MODE");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 75);
    CHECK_THAT(result.err, Contains("at:  deed.version_api") && Contains("Somebody has locked it"));
  }
  SECTION("an event trigger") {
    database.sql("CREATE FUNCTION no_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no ddl today'; END $$");
    database.sql("CREATE EVENT TRIGGER no_ddl ON ddl_command_start EXECUTE FUNCTION no_ddl()");
    workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 11);
    CHECK_THAT(result.err, Contains("no ddl today") && Contains("at:  deed.ownership") && Contains("try: "));
  }
  SECTION("another writer") {
    workspace.begin();
    workspace.next("-- deed:upgrade\nCREATE TABLE u (a int);\nSELECT pg_advisory_lock(7);\n");
    postgres::Connection other = database.connect();
    other.execute("SELECT pg_advisory_lock(7)");
    RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
    REQUIRE(database.becomes("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted", "t"));
    other.execute("BEGIN");
    other.execute(
        "INSERT INTO deed.version_api (position, revision, revises, depends_on, step, steps, event, checksum, sql, search_path, run_id, "
        "actor, "
        "host, duration_ms, rows, deed_version, message, tag) SELECT position + 1, revision, revises, depends_on, step, steps, 'stamped', "
        "checksum, sql, search_path, run_id, actor, host, 0, 0, deed_version, message, tag FROM deed.version_api ORDER BY position DESC "
        "LIMIT 1");
    other.execute("SELECT pg_advisory_unlock(7)");
    REQUIRE(database.becomes("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'", "t"));
    other.execute("COMMIT");
    const ProcessResult result = runner.wait();
    CAPTURE(result.err);
    CHECK(result.exit_code == 77);
    CHECK_THAT(result.err, Contains("Somebody else has written to the history") && Contains("at:  deed.version_api"));
    CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  }
}

TEST_CASE("COPY FROM STDIN has no rows to send, and COPY TO STDOUT hears a request to stop") {
  Api workspace("[ownership]\nallow_kinds = [\"copy\"]\n");
  workspace.begin();
  SECTION("in") {
    workspace.next("-- deed:upgrade\nCOPY t FROM STDIN;\n");
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(result.err);
    CHECK(result.exit_code == 11);
    CHECK_THAT(result.err, Contains("deed has none to send: write them as INSERT") && !Contains("cancelled"));
  }
  SECTION("out") {
    workspace.next("-- deed:upgrade\nCOPY (SELECT repeat('x', 9000), pg_sleep(0.5) FROM generate_series(1, 100)) TO STDOUT;\n");
    RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
    REQUIRE(workspace.database().becomes("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep'", "t"));
    runner.signal(SIGTERM);
    CHECK(runner.wait().exit_code == 143);
    CHECK(workspace.database().value("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "0");
  }
}

TEST_CASE("the second session is tried for as long as the first") {
  Api workspace;
  TestDatabase& database = workspace.database();
  workspace.revision("api", "aaaaaaaaaaaa", "", "-- deed:upgrade\nCREATE TABLE t (a int);\n");
  const std::string role = database.name() + "_alone";
  database.sql("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 1; GRANT CREATE ON DATABASE " + database.name() + " TO " + role +
               "; GRANT CREATE ON SCHEMA public TO " + role);
  const std::map<std::string, std::string> as_role{{"DATABASE_URL", database.url_as(role)}};
  SECTION("in vain") {
    workspace.service("api", "[database]\nconnect_timeout = \"1s\"\n");
    const ProcessResult result = workspace.deed_with({"upgrade", "head"}, as_role);
    CAPTURE(result.err);
    CHECK(result.exit_code == 78);
    CHECK_THAT(result.err, Contains("Trying again within 1s"));
  }
  SECTION("until there is room") {
    ProcessOptions options = workspace.options();
    options.environment = as_role;
    RunningProcess runner({"deed", "upgrade", "head"}, options);
    REQUIRE(runner.wait_for_text("Trying again within"));
    database.sql("ALTER ROLE " + role + " CONNECTION LIMIT 2");
    const ProcessResult result = runner.wait();
    CAPTURE(result.err);
    CHECK(result.exit_code == 0);
  }
  database.sql("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_CASE("a server that turns read-only in the middle of a run is told as that") {
  Api workspace;
  workspace.begin();
  workspace.next("-- deed:upgrade\nDO $$ BEGIN EXECUTE 'SET TRANS' || 'ACTION READ ONLY'; END $$;\nCREATE TABLE u (a int);\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 15);
  CHECK_THAT(result.err, Contains("read-only transaction") && Contains("Connect to the primary") && !Contains("run the same command"));
}

TEST_CASE("a version table that is renamed while a step runs is a contradiction with its name") {
  Api workspace;
  workspace.begin();
  workspace.next("-- deed:upgrade\nCREATE TABLE u (a int);\n\n-- deed:upgrade\nSELECT pg_advisory_lock(7);\n");
  postgres::Connection other = workspace.database().connect();
  other.execute("SELECT pg_advisory_lock(7)");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  REQUIRE(workspace.database().becomes("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted", "t"));
  workspace.database().sql("ALTER TABLE deed.version_api RENAME TO version_gone");
  other.execute("SELECT pg_advisory_unlock(7)");
  const ProcessResult result = runner.wait();
  CAPTURE(result.err);
  CHECK(result.exit_code == 10);
  CHECK_THAT(result.err, Contains("was there when this run began") && Contains("at:  deed.version_api"));
  workspace.database().sql("ALTER TABLE deed.version_gone RENAME TO version_api");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
}

TEST_CASE("a statement of deed's own that somebody cancels is safe to run again") {
  Api workspace;
  workspace.begin();
  workspace.next("-- deed:upgrade\nCREATE TABLE u (a int);\n");
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE deed.version_api IN ACCESS EXCLUSIVE MODE");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  const std::string blocked = " FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'deed/%'";
  REQUIRE(workspace.database().becomes("SELECT count(*) > 0" + blocked, "t"));
  workspace.database().sql("SELECT pg_cancel_backend(pid)" + blocked);
  const ProcessResult result = runner.wait();
  CAPTURE(result.err);
  CHECK(result.exit_code == 70);
}
