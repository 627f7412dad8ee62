// Failures that look like others: a statement that failed is not one that was interrupted, a collision not always a race.
#include <catch2/catch.hpp>
#include <fmt/format.h>

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

TEST_CASE("a statement of deed's own that somebody cancels is safe to run again") {
  Api workspace;
  workspace.begin();
  workspace.next("-- deed:upgrade\nCREATE TABLE u (a int);\n");
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE deed.version_api IN ACCESS EXCLUSIVE MODE");
  RunningProcess runner({"deed", "upgrade", "head"}, workspace.options());
  const std::string blocked =
      "SELECT coalesce(min(pid), 0) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'deed/%'";
  std::string pid = "0";
  for (const Deadline deadline(Duration(20'000)); pid == "0" && !deadline.passed();) {
    pid = workspace.database().value(blocked);
    no_cancellation().sleep(Duration(20));
  }
  workspace.database().sql("SELECT pg_cancel_backend(" + pid + ")");
  const ProcessResult result = runner.wait();
  CAPTURE(result.err);
  CHECK(result.exit_code == 70);
}
