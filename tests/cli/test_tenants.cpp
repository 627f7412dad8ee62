// The same service in many schemas: histories, ownership, what fails, what is killed, and processes that share the tenants.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <rapidjson/document.h>

#include <csignal>
#include <cstdlib>
#include <deque>
#include <set>

#include "base/cancellation.h"
#include "base/text.h"
#include "support/tenants_workspace.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

int at_scale() {
  const char* count = std::getenv("DEED_TENANTS");
  return count == nullptr ? 200 : std::atoi(count);
}

}  // namespace

TEST_CASE("each tenant has its objects and a history of its own, and one row owns them all") {
  TenantsWorkspace workspace(20);
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::StartsWith("billing: 20 tenants in ") && Catch::EndsWith(": 20 done\n"));
  CHECK(workspace.tables("invoice") == "20");
  CHECK(workspace.tables("version_billing") == "20");
  CHECK(workspace.rows() == "billing pattern tenant_*.*, billing service tenant_*.version_billing");
  CHECK(workspace.database().value("SELECT search_path || ' ' || (SELECT count(DISTINCT run_id) FROM (SELECT run_id FROM "
                                   "tenant_1.version_billing UNION SELECT run_id FROM tenant_2.version_billing) AS r) FROM "
                                   "tenant_7.version_billing") == "tenant_7, public 1");
  CHECK(workspace.one_end());
}

TEST_CASE("a new tenant is an empty schema, a dropped one is no longer listed, and the others have nothing to do") {
  TenantsWorkspace workspace(3);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.create(4);
  workspace.database().sql("DROP SCHEMA tenant_1 CASCADE");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("3 tenants") && Contains(": 1 done, 2 nothing to do\n"));
  CHECK(workspace.one_end());
}

TEST_CASE("a tenant that fails stops nobody else, is named, and is done by the next run") {
  TenantsWorkspace workspace(5);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision();
  workspace.database().sql("ALTER TABLE tenant_2.invoice ADD COLUMN total int");
  const ProcessResult result = workspace.deed({"--format", "json", "upgrade", "head"});
  CHECK(result.exit_code == 11);
  rapidjson::Document summary;
  summary.Parse(result.out.c_str());
  REQUIRE(summary.IsObject());
  CHECK(summary["done"].GetInt() == 4);
  CHECK(summary["failed"].GetInt() == 1);
  CHECK(std::string(summary["tenants"][1]["tenant"].GetString()) == "tenant_2");
  CHECK(summary["tenants"][1]["exit_code"].GetInt() == 11);
  CHECK(summary["tenants"][0]["revisions"].GetInt() == 1);
  CHECK_THAT(result.err, Contains("tenant_2: failed: column \"total\" of relation \"invoice\" already exists"));
  CHECK_THAT(result.err, Contains("1 of 5 tenants failed"));
  const ProcessResult text = workspace.deed({"upgrade", "head"});
  CHECK_THAT(text.out, Contains(": 4 nothing to do, 1 failed\n  tenant_2  exit 11: column \"total\""));
  workspace.database().sql("ALTER TABLE tenant_2.invoice DROP COLUMN total");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.tables("invoice") == "5");
}

TEST_CASE("each line of the log in JSON says whose it is, and belongs to one run") {
  TenantsWorkspace workspace(3);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision();
  workspace.database().sql("ALTER TABLE tenant_2.invoice ADD COLUMN total int");
  const ProcessResult result = workspace.deed({"--log-format", "json", "-v", "upgrade", "head"});
  CHECK(result.exit_code == 11);
  std::set<std::string> runs;
  std::set<std::string> tenants;
  std::string failed;
  rapidjson::Document last;
  for (const std::string_view text : split_lines(result.err)) {
    rapidjson::Document line;
    line.Parse(text.data(), text.size());
    REQUIRE(line.IsObject());
    if (line.HasMember("run_id")) {
      runs.insert(line["run_id"].GetString());
    }
    if (line.HasMember("tenant")) {
      tenants.insert(line["tenant"].GetString());
    }
    if (line["event"] == "tenant_failed") {
      failed += line["tenant"].GetString() + std::string(" ") + line["sqlstate"].GetString();
    }
    last.Swap(line);
  }
  CHECK(runs.size() == 1);
  CHECK(tenants == std::set<std::string>{"tenant_1", "tenant_2", "tenant_3"});
  CHECK(failed == "tenant_2 42701");
  CHECK(last["event"] == "result");
  CHECK(last["services"][0]["revisions"].GetInt() == 2);
}

TEST_CASE("the exit code of tenants that fail differently is that of the worst") {
  TenantsWorkspace workspace(4);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision();
  workspace.database().sql("ALTER TABLE tenant_1.invoice ADD COLUMN total int");
  workspace.database().sql("UPDATE tenant_3.version_billing SET checksum = 's1:x'");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 11);
  CHECK_THAT(result.out, Contains("tenant_1  exit 11: ") && Contains("tenant_3  exit 13: ") && Contains("2 done, 2 failed"));
}

TEST_CASE("one tenant, or several, can be named") {
  TenantsWorkspace workspace(4);
  CHECK(workspace.deed({"--tenant", "tenant_2", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.tables("invoice") == "1");
  CHECK(workspace.deed({"--tenant", "tenant_1", "--tenant", "tenant_2", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.tables("invoice") == "2");
  const ProcessResult unknown = workspace.deed({"--tenant", "tenant_22", "upgrade", "head"});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("billing has no tenant 'tenant_22'. Did you mean"));
  CHECK(workspace.deed({"--tenant", "tenant_1", "--shard", "0/2", "upgrade", "head"}).exit_code == 2);
  CHECK(workspace.deed({"--shard", "2/2", "upgrade", "head"}).exit_code == 2);
  workspace.service("plain");
  CHECK_THAT(workspace.deed({"-s", "plain", "--tenant", "tenant_1", "upgrade", "head"}).err, Contains("plain has no tenants"));
}

TEST_CASE("four processes that share the tenants lead to where one leads") {
  TenantsWorkspace workspace(24);
  std::deque<RunningProcess> processes;
  for (int shard = 0; shard < 4; ++shard) {
    processes.emplace_back(std::vector<std::string>{"deed", "--shard", fmt::format("{}/4", shard), "upgrade", "head"}, workspace.options());
  }
  for (RunningProcess& process : processes) {
    const ProcessResult result = process.wait();
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, Contains(" of shard "));
  }
  CHECK(workspace.tables("invoice") == "24");
  CHECK(workspace.one_end());
  CHECK(workspace.rows() == "billing pattern tenant_*.*, billing service tenant_*.version_billing");
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 24 nothing to do\n"));
}

TEST_CASE("killed in the middle and run again, all tenants are equal") {
  const int count = at_scale();
  TenantsWorkspace workspace(0);
  workspace.database().sql(
      fmt::format("DO $$ BEGIN FOR i IN 1..{} LOOP EXECUTE format('CREATE SCHEMA tenant_%s', i); END LOOP; END $$", count));
  workspace.second_revision();
  ProcessOptions options = workspace.options();
  options.timeout = Duration(600'000);
  RunningProcess killed({"deed", "upgrade", "head"}, options);
  const auto with_history = [&] { return std::stoi(workspace.tables("version_billing")); };
  while (killed.running() && with_history() < count / 2) {
    no_cancellation().sleep(Duration(20));
  }
  REQUIRE(killed.running());
  killed.signal(SIGKILL);
  CHECK(killed.wait().exit_code == 128 + SIGKILL);
  CHECK(with_history() < count);
  const ProcessResult resumed = run({"deed", "upgrade", "head"}, options);
  INFO(resumed.err);
  CHECK(resumed.exit_code == 0);
  CHECK_THAT(resumed.out, Contains(" nothing to do"));
  CHECK(workspace.tables("invoice") == std::to_string(count));
  CHECK(workspace.one_end());
}

TEST_CASE("a request to stop ends the run of all tenants, and the same command goes on") {
  TenantsWorkspace workspace(6);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision("-- deed:upgrade\nALTER TABLE invoice ADD COLUMN total int;\nSELECT pg_advisory_xact_lock_shared(7);\n");
  postgres::Connection gate = workspace.database().connect();
  gate.execute("SELECT pg_advisory_lock(7)");
  RunningProcess run({"deed", "upgrade", "head", "--parallel", "2"}, workspace.options());
  REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted", "2"));
  run.signal(SIGTERM);
  const ProcessResult result = run.wait();
  CHECK(result.exit_code == 143);
  CHECK_THAT(result.out, Contains(": 6 not reached\n"));
  gate.execute("SELECT pg_advisory_unlock(7)");
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 6 done\n"));
  CHECK(workspace.one_end());
}

TEST_CASE("another service makes nothing in a tenant's schema, and its objects are not the tenants'") {
  TenantsWorkspace workspace(2);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.service("other");
  workspace.revision("other", "b1bbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE account (id int PRIMARY KEY);\n");
  REQUIRE(workspace.deed({"-s", "other", "upgrade", "head"}).exit_code == 0);
  workspace.revision("other", "b2bbbbbbbbbb", "b1bbbbbbbbbb", "-- deed:upgrade\nCREATE TABLE tenant_1.mine (id int);\n");
  const ProcessResult made = workspace.deed({"-s", "other", "upgrade", "head"});
  CHECK(made.exit_code == 6);
  CHECK_THAT(made.err, Contains("belongs to billing"));
  workspace.second_revision("-- deed:upgrade\nALTER TABLE account ADD COLUMN x int;\n");
  const ProcessResult touched = workspace.deed({"-s", "billing", "upgrade", "head"});
  CHECK(touched.exit_code == 6);
  CHECK_THAT(touched.err, Contains("public.account, which belongs to other"));
}

TEST_CASE("another service's object that stands in a tenant's schema is refused before anything runs") {
  TenantsWorkspace workspace(2);
  workspace.service("other", "[database]\nschemas = [\"public\", \"tenant_2\"]\n");
  workspace.revision("other", "b1bbbbbbbbbb", "", "-- deed:upgrade\nCREATE TABLE tenant_2.audit (id int);\n");
  REQUIRE(workspace.deed({"-s", "other", "upgrade", "head"}).exit_code == 0);
  const ProcessResult result = workspace.deed({"-s", "billing", "upgrade", "head"});
  CHECK(result.exit_code == 6);
  CHECK_THAT(result.err, Contains("other has tenant_2.audit"));
  CHECK(workspace.tables("invoice") == "0");
}

TEST_CASE("a tenant's step does not reach another tenant's schema") {
  TenantsWorkspace workspace(2);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision("-- deed:upgrade\nDELETE FROM tenant_2.invoice;\n");
  const ProcessResult named = workspace.deed({"--tenant", "tenant_1", "upgrade", "head"});
  CHECK(named.exit_code == 6);
  workspace.second_revision("-- deed:upgrade\nDO $$ BEGIN EXECUTE 'DELETE FROM ' || 'tenant_2' || '.invoice'; END $$;\n");
  const ProcessResult hidden = workspace.deed({"--tenant", "tenant_1", "upgrade", "head"});
  CHECK(hidden.exit_code == 7);
  CHECK_THAT(hidden.err, Contains("tenant_2.invoice"));
}

TEST_CASE("the version table of a tenant is nobody's to touch") {
  TenantsWorkspace workspace(1);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision("-- deed:upgrade\nDELETE FROM version_billing;\n");
  const ProcessResult named = workspace.deed({"upgrade", "head"});
  CHECK(named.exit_code == 6);
  CHECK_THAT(named.err, Contains("tenant_1.version_billing is deed's own"));
  workspace.second_revision("-- deed:upgrade\nDO $$ BEGIN EXECUTE 'DELETE FROM ' || 'version_billing'; END $$;\n");
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 7);
}

TEST_CASE("what would concern all tenants is no step of one of them") {
  TenantsWorkspace workspace(2);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  const std::string step = GENERATE("CREATE TABLE public.common (id int);", "-- deed:claim public.common",
                                    "-- deed:share invoice with other: read", "-- deed:give invoice to other");
  CAPTURE(step);
  workspace.second_revision("-- deed:upgrade\n" + step + "\nSELECT 1;\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == 6);
  CHECK_THAT(result.err, Contains("billing has tenants, and this would"));
  CHECK(workspace.deed({"review"}).exit_code == 1);
}

TEST_CASE("a session that serves one tenant after the other brings nothing of the one before along") {
  TenantsWorkspace workspace(3);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision(
      "-- deed:upgrade\nDO $$ BEGIN IF current_setting('deed_test.seen', true) <> '' THEN RAISE EXCEPTION 'a tenant was seen'; END IF; "
      "CREATE TEMPORARY TABLE left_behind (id int); EXECUTE 'SELECT set_config(''deed_test.seen'', ''yes'', ' || 'false)'; END $$;\n"
      "ALTER TABLE invoice ADD COLUMN total int;\n");
  const ProcessResult result = workspace.deed({"upgrade", "head", "--parallel", "1"});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.one_end());
}

TEST_CASE("what a list or a query tells that is no tenant's schema is refused with its place") {
  TenantsWorkspace workspace(2);
  const auto [schemas, exit_code, what] = GENERATE(table<std::string, int, std::string>({
      {"\"SELECT 'tenant_1', 2\"", 3, "has 2 columns"},
      {"\"SELECT NULL::text\"", 3, "tells a NULL"},
      {"\"SELECT 'tenant_1' UNION ALL SELECT 'tenant_1'\"", 3, "'tenant_1' is told twice."},
      {"\"SELECT 'public'\"", 3, "does not match schema 'public'"},
      {"\"SELECT x\"", 11, "The query of `tenants.schemas` failed: column \"x\" does not exist"},
      {"\"CREATE TABLE evil ()\"", 3, "cannot execute CREATE TABLE in a read-only transaction"},
      {"\"SELECT 'tenant_1'; COMMIT\"", 11, "cannot insert multiple commands"},
  }));
  CAPTURE(schemas);
  workspace.service("billing", "[tenants]\nschemas = " + schemas + "\npattern = \"tenant_*\"\n");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  CHECK(result.exit_code == exit_code);
  CHECK_THAT(result.err, Contains(what) && Contains("services/billing/deed.toml:3:"));
  CHECK(workspace.tables("invoice") == "0");
}

TEST_CASE("a tenant that is told before its schema is there fails alone, and is waited for") {
  TenantsWorkspace workspace(2);
  workspace.service("billing", "[tenants]\nschemas = [\"tenant_1\", \"tenant_2\", \"tenant_9\"]\npattern = \"tenant_*\"\n");
  for (int run = 0; run < 2; ++run) {
    const ProcessResult result = workspace.deed({"upgrade", "head"});
    CAPTURE(run, result.err);
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.err, Contains("There is no schema 'tenant_9'.") && Contains("1 of 3 tenants failed"));
    CHECK(workspace.tables("invoice") == "2");
  }
  CHECK(workspace.deed({"upgrade", "head", "--tenant", "tenant_1"}).exit_code == 0);
  const ProcessResult waiting = workspace.deed({"wait", "--timeout", "1s"});
  CAPTURE(waiting.err);
  CHECK(waiting.exit_code == 79);
  workspace.create(9);
  CHECK(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"wait", "--timeout", "1s"}).exit_code == 0);
}

TEST_CASE("downgrade and stamp go through all tenants") {
  TenantsWorkspace workspace(3);
  workspace.second_revision();
  REQUIRE(workspace.deed({"stamp", "a1aaaaaaaaaa"}).exit_code == 0);
  CHECK(workspace.deed({"stamp", "--purge", "base"}).exit_code == 0);
  CHECK(workspace.rows() == "billing pattern tenant_*.*, billing service tenant_*.version_billing");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"downgrade", "-1"}).out, Contains(": 3 done\n"));
  CHECK(workspace.deed({"current"}).out ==
        "billing/tenant_1: a1aaaaaaaaaa\nbilling/tenant_2: a1aaaaaaaaaa\nbilling/tenant_3: a1aaaaaaaaaa\n");
  CHECK_THAT(workspace.deed({"downgrade", "base"}).out, Contains(": 3 done\n"));
  CHECK_THAT(workspace.deed({"downgrade", "base"}).out, Contains(": 3 nothing to do\n"));
  CHECK(workspace.tables("invoice") == "0");
}

TEST_CASE("commands that look say which tenant they are about") {
  TenantsWorkspace workspace(2);
  workspace.second_revision();
  REQUIRE(workspace.deed({"upgrade", "a1"}).exit_code == 0);
  REQUIRE(workspace.deed({"--tenant", "tenant_2", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "billing/tenant_1: a1aaaaaaaaaa\nbilling/tenant_2: a2aaaaaaaaaa (head)\n");
  CHECK(workspace.deed({"--tenant", "tenant_2", "current"}).out == "a2aaaaaaaaaa (head)\n");
  CHECK_THAT(workspace.deed({"--format", "json", "current"}).out, Contains("\"tenant\": \"tenant_1\""));
  CHECK_THAT(workspace.deed({"status"}).out, Contains("billing/tenant_1: 1 revision pending") && Contains("billing/tenant_2: up to date"));
  CHECK(workspace.deed({"history"}).out ==
        "a1aaaaaaaaaa -> a2aaaaaaaaaa (head), a2aaaaaaaaaa of billing\n<base> -> a1aaaaaaaaaa, a1aaaaaaaaaa of billing\n");
  CHECK_THAT(workspace.deed({"--tenant", "tenant_1", "history", "-i"}).out, Contains("<base> -> a1aaaaaaaaaa (current)"));
  CHECK(workspace.deed({"--tenant", "tenant_2", "wait"}).exit_code == 0);
  const ProcessResult waited = workspace.deed({"wait", "--timeout", "100ms"});
  CHECK(waited.exit_code == 79);
  CHECK_THAT(waited.err, Contains("billing/tenant_1 has not reached a2aaaaaaaaaa"));
  workspace.create(3);
  CHECK_THAT(workspace.deed({"wait", "--timeout", "100ms"}).err,
             Contains("billing in 2 of 3 tenants (tenant_1, tenant_3) has not reached a2aaaaaaaaaa"));
  CHECK_THAT(workspace.deed({"current"}).err, Contains("tenant_3: No revision is applied: <base>"));
  workspace.database().sql("DROP SCHEMA tenant_3");
  CHECK_THAT(workspace.deed({"upgrade", "head", "--dry-run"}).err, Contains("one tenant at a time, but 2 are meant"));
  CHECK(workspace.deed({"--tenant", "tenant_1", "upgrade", "head", "--dry-run"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"ownership", "list"}).out,
             Contains("history in tenant_*.version_billing") && Contains("  tenant_*.*  since 20") && !Contains("missing"));
}

TEST_CASE("check compares each tenant with the model") {
  TenantsWorkspace workspace(2);
  workspace.model("billing", "CREATE TABLE invoice (id int PRIMARY KEY);\nCREATE INDEX invoice_idx ON invoice (id);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  const ProcessResult equal = workspace.deed({"check"});
  INFO(equal.out << equal.err);
  CHECK(equal.exit_code == 0);
  workspace.database().sql("ALTER TABLE tenant_2.invoice ADD COLUMN by_hand int");
  const ProcessResult differs = workspace.deed({"check"});
  CHECK(differs.exit_code == 1);
  CHECK_THAT(differs.out, Contains("in billing/tenant_2:") && Contains("DROP COLUMN IF EXISTS by_hand") && !Contains("tenant_1"));
}

TEST_CASE("a service that depends on one with tenants waits for all of them") {
  TenantsWorkspace workspace(3);
  workspace.service("report");
  workspace.revision("report", "b1bbbbbbbbbb", "\nDepends On: billing:a1aaaaaaaaaa", "-- deed:upgrade\nCREATE TABLE totals (id int);\n");
  REQUIRE(workspace.deed({"-s", "billing", "--tenant", "tenant_1", "--tenant", "tenant_3", "upgrade", "head"}).exit_code == 0);
  REQUIRE(workspace.deed({"-s", "billing", "--tenant", "tenant_2", "ensure-version"}).exit_code == 0);
  const ProcessResult early = workspace.deed({"-s", "report", "upgrade", "head"});
  CHECK(early.exit_code == 79);
  CHECK_THAT(early.err, Contains("it is not applied in tenant_2"));
  const ProcessResult all = workspace.deed({"--all", "upgrade", "heads"});
  INFO(all.err);
  CHECK(all.exit_code == 0);
  CHECK(workspace.tables("totals") == "1");
  const ProcessResult down = workspace.deed({"-s", "billing", "downgrade", "base"});
  CHECK(down.exit_code == 4);
}

TEST_CASE("a script is for one tenant, and leads to where the command leads") {
  TenantsWorkspace workspace(2);
  REQUIRE(workspace.deed({"--tenant", "tenant_1", "upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"upgrade", "head", "--sql"}).exit_code == 2);
  const ProcessResult script = workspace.deed({"--tenant", "tenant_2", "upgrade", "head", "--sql"});
  REQUIRE(script.exit_code == 0);
  const ProcessResult played =
      run({client_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", workspace.database().url()}, {.input = script.out});
  INFO(played.err);
  CHECK(played.exit_code == 0);
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 2 nothing to do\n"));
}

TEST_CASE("a role that may not read a tenant's history is told so by those who look, and waits for nobody in vain") {
  TenantsWorkspace workspace(2);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.database().sql(
      "DO $$ BEGIN IF to_regrole('tenant_reader') IS NULL THEN CREATE ROLE tenant_reader; END IF; END $$; "
      "GRANT USAGE ON SCHEMA deed, tenant_1, tenant_2 TO tenant_reader; GRANT SELECT ON tenant_1.version_billing TO tenant_reader");
  workspace.service(
      "billing", fmt::format("[database]\nrole = \"tenant_reader\"\n[tenants]\nschemas = \"{}\"\npattern = \"tenant_*\"\n", kTenantsQuery));
  const std::string command = GENERATE("wait", "current");
  CHECK(workspace.deed({"--tenant", "tenant_1", command}).exit_code == 0);
  const ProcessResult result = workspace.deed({command});
  CHECK(result.exit_code == 14);
  CHECK_THAT(result.err, Contains("GRANT SELECT ON tenant_2.version_billing TO tenant_reader;"));
}
