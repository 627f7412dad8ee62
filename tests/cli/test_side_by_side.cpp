// upgrade of several services: what waits for what, what runs at the same time, how failures and signals end it.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <rapidjson/document.h>

#include <csignal>
#include <regex>

#include "base/text.h"
#include "support/test_server.h"
#include "support/test_workspace.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

// Each waits until the test opens the gate, which it holds as an advisory lock.
std::string behind_the_gate(const std::string& table) {
  return "-- deed:upgrade\nCREATE TABLE " + table + " (id int PRIMARY KEY);\nSELECT pg_advisory_xact_lock_shared(7);\n";
}

std::string creates(const std::string& table) { return "-- deed:upgrade\nCREATE TABLE " + table + " (id int PRIMARY KEY);\n"; }

struct Services : TestWorkspace {
  explicit Services(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      service(name, "[database]\nlock_timeout = \"60s\"\n");
    }
  }

  void close_gate() {
    gate.emplace(database().connect());
    gate->execute("SELECT pg_advisory_lock(7)");
  }
  void open_gate() { gate->execute("SELECT pg_advisory_unlock(7)"); }

  bool wait_at_gate(int count) {
    return database().becomes("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted",
                              std::to_string(count));
  }

  std::optional<postgres::Connection> gate;
};

}  // namespace

TEST_CASE("services that do not need each other are upgraded at the same time, no more than --parallel") {
  Services workspace({"a", "b", "c"});
  for (const std::string name : {"a", "b", "c"}) {
    workspace.revision(name, name + "1aaaaaaaaaa", "", behind_the_gate(name));
  }
  workspace.close_gate();
  RunningProcess run({"deed", "--all", "upgrade", "heads", "--parallel", "2"}, workspace.options());
  REQUIRE(workspace.wait_at_gate(2));
  CHECK(workspace.database().value("SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE application_name ~ '^deed/'") ==
        "2");
  CHECK_THAT(run.err(), !Contains("c: Running"));
  workspace.open_gate();
  const ProcessResult result = run.wait();
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("c: Running upgrade  -> c1aaaaaaaaaa"));
  CHECK_THAT(result.out, Contains("a  done     1 revision, ") && Contains("c  done     1 revision, "));
}

TEST_CASE("a service waits for the revision that it depends on, and not for all that its owner has") {
  Services workspace({"a", "b"});
  workspace.revision("a", "a1aaaaaaaaaa", "", creates("a1"));
  workspace.revision("a", "a2aaaaaaaaaa", "a1aaaaaaaaaa", behind_the_gate("a2"));
  workspace.revision("b", "b1bbbbbbbbbb", "\nDepends On: a:a1aaaaaaaaaa", creates("b1"));
  workspace.revision("b", "b2bbbbbbbbbb", "b1bbbbbbbbbb\nDepends On: a:a2aaaaaaaaaa", creates("b2"));
  workspace.close_gate();
  RunningProcess run({"deed", "--all", "upgrade", "heads"}, workspace.options());
  REQUIRE(workspace.wait_at_gate(1));
  CHECK(workspace.database().becomes("SELECT to_regclass('b1') IS NOT NULL", "t"));
  CHECK(workspace.database().value("SELECT to_regclass('b2') IS NULL") == "t");
  workspace.open_gate();
  CHECK(run.wait().exit_code == 0);
  CHECK(workspace.database().value("SELECT to_regclass('b2') IS NOT NULL") == "t");
  // The rows of one run of a service have one run id.
  CHECK(workspace.database().value("SELECT count(DISTINCT run_id) FROM deed.version_a") == "1");
}

TEST_CASE("what a failed service had before is good enough for who depends on it") {
  Services workspace({"a", "b"});
  workspace.revision("a", "a1aaaaaaaaaa", "", creates("a1"));
  REQUIRE(workspace.deed({"-s", "a", "upgrade", "head"}).exit_code == 0);
  // An applied revision was edited: the whole of a is refused.
  workspace.revision("a", "a1aaaaaaaaaa", "", creates("a1_edited"));
  workspace.revision("b", "b1bbbbbbbbbb", "\nDepends On: a:a1aaaaaaaaaa", creates("b1"));
  const ProcessResult result = workspace.deed({"--all", "upgrade", "heads"});
  CHECK(result.exit_code == 13);
  CHECK(workspace.deed({"-s", "b", "current"}).out == "b1bbbbbbbbbb (head)\n");
}

TEST_CASE("the exit code is that of the worst, and all are told") {
  Services workspace({"a", "b", "c", "d", "e"});
  workspace.revision("a", "a1aaaaaaaaaa", "", "-- deed:upgrade\nSELECT 1 / 0;\n");
  workspace.revision("b", "b1bbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE b (id int);\nNOTIFY x;\nCOMMIT;\n");
  workspace.revision("c", "c1cccccccccc", "\nDepends On: a:a1aaaaaaaaaa", creates("c"));
  workspace.revision("d", "d1dddddddddd", "\nDepends On: c:c1cccccccccc", creates("d"));
  workspace.revision("e", "e1eeeeeeeeee", "", creates("e"));
  const ProcessResult result = workspace.deed({"--all", "--format", "json", "upgrade", "heads", "--wait-dependencies", "10m"});
  CHECK(result.exit_code == 6);
  rapidjson::Document summary;
  summary.Parse(result.out.c_str());
  REQUIRE(summary.IsArray());
  std::string states;
  for (const rapidjson::Value& service : summary.GetArray()) {
    states += fmt::format("{} {} {}\n", service["service"].GetString(), service["state"].GetString(), service["exit_code"].GetInt());
  }
  CHECK(states == "a failed 11\nb failed 6\nc skipped 79\nd skipped 79\ne done 0\n");
  CHECK_THAT(summary[2]["reason"].GetString(), Contains("depends on a:a1aaaaaaaaaa: it is not applied"));
  CHECK_THAT(result.err,
             Contains("also a: division by zero (11)") && Contains("skipped d: Revision 'd1dddddddddd' depends on c:c1cccccccccc"));
  const ProcessResult text = workspace.deed({"--all", "upgrade", "heads"});
  CHECK_THAT(text.out, Contains("a  failed   exit 11: division by zero\n") && Contains("e  done     nothing to do"));
}

TEST_CASE("a service whose files cannot be read stops those that need it at once, and nobody else") {
  Services workspace({"a", "b", "c"});
  workspace.write("services/a/revisions/x.sql", "no header at all\n");
  workspace.revision("b", "b1bbbbbbbbbb", "\nDepends On: a:a1aaaaaaaaaa", creates("b"));
  workspace.revision("c", "c1cccccccccc", "", creates("c"));
  const ProcessResult result = workspace.deed({"--all", "upgrade", "heads", "--wait-dependencies", "10m"});
  CHECK(result.exit_code == 5);
  CHECK_THAT(result.out, Contains("b  skipped  exit 79") && Contains("c  done     1 revision"));
}

TEST_CASE("a request to stop ends all services, and the same command goes on") {
  Services workspace({"a", "b", "c"});
  workspace.revision("a", "a1aaaaaaaaaa", "", behind_the_gate("a"));
  workspace.revision("b", "b1bbbbbbbbbb", "", behind_the_gate("b"));
  workspace.revision("c", "c1cccccccccc", "\nDepends On: a:a1aaaaaaaaaa", creates("c"));
  workspace.close_gate();
  RunningProcess run({"deed", "--all", "upgrade", "heads"}, workspace.options());
  REQUIRE(workspace.wait_at_gate(2));
  run.signal(SIGTERM);
  const ProcessResult result = run.wait();
  CHECK(result.exit_code == 143);
  CHECK_THAT(result.err, Contains("error: Terminated."));
  CHECK_THAT(result.out, Contains("a  failed   exit 143: stopped\n") && Contains("c  failed   exit 143: stopped\n"));
  CHECK(workspace.database().value("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'b', 'c')") == "0");
  workspace.open_gate();
  CHECK(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  CHECK(workspace.database().value("SELECT count(*) FROM pg_class WHERE relname IN ('a', 'b', 'c')") == "3");
}

TEST_CASE("lines of several services are whole, and each says whose it is") {
  std::vector<std::string> names;
  for (char name = 'a'; name <= 'h'; ++name) {
    names.emplace_back(1, name);
  }
  Services workspace(names);
  for (const std::string& name : names) {
    std::string parent;
    for (int i = 1; i <= 6; ++i) {
      const std::string id = fmt::format("{}{}aaaaaaaaaa", name, i);
      workspace.revision(name, id, parent, creates(name + std::to_string(i)));
      parent = id;
    }
  }
  const ProcessResult result = workspace.deed({"--all", "-v", "upgrade", "heads", "--parallel", "8"});
  REQUIRE(result.exit_code == 0);
  // The files are read for all together.
  const std::regex line("(DEBUG|INFO |WARN ) \\[deed\\.[a-z]+\\] ([a-h](:| is done) .*| *[0-9.]+ ms  read revisions)");
  std::size_t running = 0;
  for (const std::string_view text : split_lines(result.err)) {
    INFO(text);
    CHECK(std::regex_match(text.begin(), text.end(), line));
    running += text.find(": Running upgrade") != std::string_view::npos ? 1U : 0U;
  }
  CHECK(running == 48);
  CHECK(workspace.deed({"--all", "upgrade", "heads"}).exit_code == 0);
  CHECK(workspace.deed({"check", "--all"}).exit_code != 16);
}

TEST_CASE("a service that is named twice is upgraded once, and a number of services is a number") {
  Services workspace({"a", "b"});
  workspace.revision("a", "a1aaaaaaaaaa", "", creates("a"));
  workspace.revision("b", "b1bbbbbbbbbb", "", creates("b"));
  const ProcessResult result = workspace.deed({"-s", "a", "-s", "b", "-s", "a", "upgrade", "heads"});
  CHECK(result.exit_code == 0);
  CHECK(split_lines(result.out).size() == 2);
  for (const std::string number : {"0", "65", "x", "4x", "-1"}) {
    CHECK(workspace.deed({"--all", "upgrade", "heads", "--parallel=" + number}).exit_code == 2);
  }
}

TEST_CASE("what somebody else makes at the same moment, and only one can, is found by the next try") {
  Services workspace({"a"});
  workspace.revision("a", "a1aaaaaaaaaa", "", "-- deed:upgrade\nCREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE TABLE a (id int);\n");
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute("CREATE EXTENSION pg_trgm");
  RunningProcess run({"deed", "upgrade", "heads"}, workspace.options());
  REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted", "1"));
  other.execute("COMMIT");
  const ProcessResult result = run.wait();
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.err, Contains("(23505)") && Contains("Trying again"));
}

TEST_CASE("on a terminal one line tells how many services are done") {
  Services workspace({"a", "b"});
  workspace.revision("a", "a1aaaaaaaaaa", "", behind_the_gate("a"));
  workspace.revision("b", "b1bbbbbbbbbb", "", creates("b"));
  workspace.close_gate();
  RunningProcess run({"script", "-qec", deed_program() + " --all upgrade heads", "/dev/null"}, workspace.options());
  REQUIRE(run.wait_for_text("1 of 2 services ended after"));
  workspace.open_gate();
  const ProcessResult result = run.wait();
  CHECK(result.exit_code == 0);
  // The line is taken away before the next one is written, and at the end.
  CHECK_THAT(result.out, Contains("\r\x1b[K0 of 2 services ended after") && Contains("\r\x1b[Ka  done"));
  CHECK_FALSE(std::regex_search(result.out, std::regex("ended after [^\r]*\n")));
}
