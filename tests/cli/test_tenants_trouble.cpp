// Services with tenants when something is not as it should be: what is not there yet, locked, renamed, denied.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <rapidjson/document.h>

#include "base/files.h"
#include "base/text.h"
#include "support/tenants_workspace.h"
#include "support/test_server.h"

using namespace deed;
using namespace deed::testing;
using Catch::Contains;

namespace {

// The tenants are told by a table that another service makes.
struct ToldByAnother : TenantsWorkspace {
  ToldByAnother() : TenantsWorkspace(2) {
    service("billing", "[tenants]\nschemas = \"SELECT name FROM public.customer\"\npattern = \"tenant_*\"\n");
    service("registry");
    revision("registry", "c1cccccccccc", "",
             "-- deed:upgrade\nCREATE TABLE customer (name text);\nINSERT INTO customer VALUES ('tenant_1'), ('tenant_2');\n");
  }
};

}  // namespace

TEST_CASE("a table that tells the tenants and is not there yet is a matter of configuration, or is waited for") {
  ToldByAnother workspace;
  const ProcessResult refused = workspace.deed({"-s", "billing", "upgrade", "head"});
  CHECK(refused.exit_code == 3);
  CHECK_THAT(refused.err, Contains("relation \"public.customer\" does not exist") && Contains("services/billing/deed.toml:3:") &&
                              Contains("has to be there first"));
  const ProcessResult in_vain = workspace.deed({"-s", "billing", "upgrade", "head", "--wait-dependencies", "300ms"});
  CHECK(in_vain.exit_code == 79);
  CHECK_THAT(in_vain.err, Contains("waited for in vain"));
  CHECK(workspace.deed({"-s", "billing", "wait", "--timeout", "300ms"}).exit_code == 79);

  RunningProcess upgrade({"deed", "-s", "billing", "upgrade", "head", "--wait-dependencies", "60s"}, workspace.options());
  RunningProcess wait({"deed", "-s", "billing", "wait", "--timeout", "60s"}, workspace.options());
  const std::string asking =
      "SELECT count(*) > 1 FROM pg_stat_activity WHERE application_name LIKE 'deed/billing%' AND datname = current_database()";
  REQUIRE(workspace.database().becomes(asking, "t"));
  REQUIRE(workspace.deed({"-s", "registry", "upgrade", "head"}).exit_code == 0);
  const ProcessResult upgraded = upgrade.wait();
  INFO(upgraded.err);
  CHECK(upgraded.exit_code == 0);
  CHECK(wait.wait().exit_code == 0);
  CHECK(workspace.tables("invoice") == "2");
}

TEST_CASE("with --all the tenants are asked for when the revision that tells them is there") {
  ToldByAnother workspace;
  workspace.write("services/billing/revisions/a1aaaaaaaaaa.sql",
                  "-- m\n--\n-- Revision ID: a1aaaaaaaaaa\n-- Revises:\n-- Depends On: registry:c1cccccccccc\n\n"
                  "-- deed:upgrade\nCREATE TABLE invoice (id int);\n");
  const ProcessResult result = workspace.deed({"--all", "upgrade", "heads"});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(workspace.tables("invoice") == "2");
}

TEST_CASE("commands that go over services tell of one whose tenants are not known, and of one that has none, and go on") {
  ToldByAnother workspace;
  workspace.service("empty", "[tenants]\nschemas = \"SELECT 'none_1' WHERE false\"\npattern = \"none_*\"\n");
  workspace.revision("empty", "e1eeeeeeeeee", "", "-- deed:upgrade\nCREATE TABLE x (id int);\n");
  workspace.model("registry", "CREATE TABLE customer (name text, country text);\n");
  REQUIRE(workspace.deed({"-s", "registry", "upgrade", "head"}).exit_code == 0);
  workspace.database().sql("ALTER TABLE customer RENAME TO gone");

  const ProcessResult status = workspace.deed({"--all", "status"});
  CHECK(status.exit_code == 3);
  CHECK_THAT(status.out, Contains("billing: cannot be looked at") && Contains("empty: no tenants") && Contains("registry: up to date"));
  const ProcessResult json = workspace.deed({"--all", "--format", "json", "status"});
  CHECK_THAT(json.out, Contains("\"no_tenants\": true"));
  const ProcessResult current = workspace.deed({"--all", "current"});
  CHECK(current.exit_code == 3);
  CHECK(current.out == "c1cccccccccc (head)\n");
  CHECK_THAT(current.err, Contains("billing failed: The query of `tenants.schemas` failed") && Contains("empty has no tenants"));
  const ProcessResult check = workspace.deed({"--all", "check"});
  CHECK(check.exit_code == 3);
  CHECK_THAT(check.out, Contains("New upgrade operations detected in registry:"));
  CHECK_THAT(check.err, Contains("billing failed:") && Contains("empty has no tenants"));
}

TEST_CASE("a role that may not read what tells the tenants is told so") {
  ToldByAnother workspace;
  REQUIRE(workspace.deed({"-s", "registry", "upgrade", "head"}).exit_code == 0);
  workspace.database().sql("DO $$ BEGIN IF to_regrole('no_reader') IS NULL THEN CREATE ROLE no_reader; END IF; END $$");
  workspace.service(
      "billing", "[database]\nrole = \"no_reader\"\n[tenants]\nschemas = \"SELECT name FROM public.customer\"\npattern = \"tenant_*\"\n");
  const ProcessResult result = workspace.deed({"-s", "billing", "upgrade", "head"});
  CHECK(result.exit_code == 14);
  CHECK_THAT(result.err, Contains("permission denied for table customer") && Contains("deed ownership roles"));
}

TEST_CASE("somebody who has locked one tenant's history holds up nobody else") {
  TenantsWorkspace workspace(4);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision();
  workspace.service("billing",
                    fmt::format("[database]\nrunner_wait = \"1s\"\nlock_timeout = \"100ms\"\n[tenants]\nschemas = \"{}\"\npattern "
                                "= \"tenant_*\"\n",
                                kTenantsQuery));
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  other.execute("LOCK TABLE tenant_2.version_billing");
  const ProcessResult result = workspace.deed({"upgrade", "head"});
  INFO(result.err);
  CHECK(result.exit_code == 75);
  CHECK_THAT(result.out, Contains(": 3 done, 1 failed") && Contains("tenant_2  exit 75"));
  const ProcessResult current = workspace.deed({"current"});
  CHECK(current.exit_code == 75);
  CHECK(current.out ==
        "billing/tenant_1: a2aaaaaaaaaa (head)\nbilling/tenant_3: a2aaaaaaaaaa (head)\nbilling/tenant_4: a2aaaaaaaaaa (head)\n");
  CHECK_THAT(current.err, Contains("billing/tenant_2 failed:") && Contains("Somebody has locked it"));
  const ProcessResult waited = workspace.deed({"wait", "--timeout", "1s"});
  CHECK(waited.exit_code == 75);
  CHECK_THAT(waited.err, Contains("tenant_2.version_billing"));
  CHECK(workspace.deed({"--tenant", "tenant_1", "wait", "--timeout", "1s"}).exit_code == 0);
  other.execute("ROLLBACK");
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 1 done, 3 nothing to do"));
  CHECK(workspace.one_end());
}

TEST_CASE("what holds tenants up is waited for no longer than retry_for in all") {
  TenantsWorkspace workspace(10);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision();
  workspace.service("billing",
                    fmt::format("[database]\nlock_timeout = \"200ms\"\nretry_for = \"2s\"\n[tenants]\nschemas = \"{}\"\npattern = "
                                "\"tenant_*\"\n",
                                kTenantsQuery));
  postgres::Connection other = workspace.database().connect();
  other.execute("BEGIN");
  for (int tenant = 1; tenant <= 10; ++tenant) {
    other.execute(fmt::format("LOCK TABLE tenant_{}.invoice", tenant));
  }
  const ProcessResult result = workspace.deed({"--log-format", "json", "upgrade", "head", "--parallel", "1"});
  CHECK(result.exit_code == 75);
  std::vector<std::string> tried_again;
  for (const std::string_view line : split_lines(result.err)) {
    rapidjson::Document event;
    event.Parse(line.data(), line.size());
    if (event["event"] == "step_retry") {
      tried_again.emplace_back(event["tenant"].GetString());
    }
  }
  // By name tenant_10 comes second, tenant_9 last.
  REQUIRE_FALSE(tried_again.empty());
  CHECK(tried_again.front() == "tenant_1");
  CHECK(tried_again.back() != "tenant_9");
  CHECK_THAT(result.err, Contains("all tenants together have been held up for 2s"));
  other.execute("ROLLBACK");
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 10 done"));
}

TEST_CASE("a tenant or a shard is not named to services that have none") {
  TenantsWorkspace workspace(2);
  workspace.service("api");
  workspace.revision("api", "d1dddddddddd", "", "-- deed:upgrade\nCREATE TABLE whole (id int);\n");
  for (const std::vector<std::string>& selection : {std::vector<std::string>{"--tenant", "tenant_1"}, {"--shard", "0/2"}}) {
    std::vector<std::string> words{"--all"};
    words.insert(words.end(), selection.begin(), selection.end());
    words.insert(words.end(), {"upgrade", "heads"});
    const ProcessResult result = workspace.deed(words);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Contains("api has no tenants"));
  }
  CHECK(workspace.tables("whole") == "0");
  CHECK(workspace.tables("invoice") == "0");
}

TEST_CASE("a tenant's name is shown on one line, whatever it is") {
  TenantsWorkspace workspace(1);
  workspace.database().sql("CREATE SCHEMA \"tenant_x\ny\"");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  CHECK(workspace.deed({"current"}).out == "billing/tenant_1: a1aaaaaaaaaa (head)\nbilling/tenant_x\\ny: a1aaaaaaaaaa (head)\n");
  CHECK_THAT(workspace.deed({"history", "-i", "-v"}).out, Contains("Service: billing/tenant_x\\ny\n"));
  workspace.second_revision("-- deed:upgrade\nSELECT 1 / 0;\n");
  CHECK_THAT(workspace.deed({"upgrade", "head"}).err, Contains(" tenant_x\\ny: failed"));
}

TEST_CASE("a tenant that is dropped or renamed in mid-run is told with what to do, and is gone with the next run") {
  TenantsWorkspace workspace(3);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.create(4);
  workspace.second_revision("-- deed:upgrade\nALTER TABLE invoice ADD COLUMN total int;\nSELECT pg_advisory_xact_lock_shared(7);\n");
  postgres::Connection gate = workspace.database().connect();
  gate.execute("SELECT pg_advisory_lock(7)");
  RunningProcess running({"deed", "upgrade", "head", "--parallel", "1"}, workspace.options());
  REQUIRE(workspace.database().becomes("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted", "1"));
  workspace.database().sql("ALTER SCHEMA tenant_2 RENAME TO tenant_9; DROP SCHEMA tenant_3 CASCADE; DROP SCHEMA tenant_4");
  gate.execute("SELECT pg_advisory_unlock(7)");
  const ProcessResult result = running.wait();
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.err, Contains("There is no schema 'tenant_2'") && Contains("dropped or renamed it during this run"));
  CHECK_THAT(result.out, Contains(": 1 done, 3 failed"));
  const ProcessResult next = workspace.deed({"upgrade", "head"});
  INFO(next.err);
  CHECK_THAT(next.out, Contains("2 tenants") && Contains(": 1 done, 1 nothing to do"));
  CHECK(workspace.one_end());
}

TEST_CASE("a tenant whose schema was renamed keeps its history, up and down") {
  TenantsWorkspace workspace(2);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.database().sql("ALTER SCHEMA tenant_2 RENAME TO tenant_x");
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 2 nothing to do"));
  CHECK_THAT(workspace.deed({"status"}).out, Contains("billing/tenant_x: up to date"));
  workspace.second_revision();
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 2 done"));
  // A newer release was here.
  workspace.remove_revision("billing", "a2aaaaaaaaaa");
  CHECK_THAT(workspace.deed({"--tenant", "tenant_x", "status"}).out, Contains("billing/tenant_x: ahead of the files"));
  workspace.second_revision();
  CHECK_THAT(workspace.deed({"downgrade", "base"}).out, Contains(": 2 done"));
  CHECK(workspace.tables("invoice") == "0");
}

TEST_CASE("downgrade and stamp take so many tenants at a time") {
  TenantsWorkspace workspace(4);
  REQUIRE(workspace.deed({"stamp", "head", "--parallel", "2"}).exit_code == 0);
  CHECK_THAT(workspace.deed({"downgrade", "base", "--parallel", "65"}).err, Contains("no number for --parallel"));
  REQUIRE(workspace.deed({"stamp", "base", "--parallel", "3"}).exit_code == 0);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision("-- deed:upgrade\nSELECT 1;\n-- deed:downgrade\nSELECT pg_advisory_xact_lock_shared(7);\n");
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  postgres::Connection gate = workspace.database().connect();
  gate.execute("SELECT pg_advisory_lock(7)");
  RunningProcess running({"deed", "downgrade", "-1", "--parallel", "3"}, workspace.options());
  CHECK(workspace.database().becomes("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7 AND NOT granted", "3"));
  gate.execute("SELECT pg_advisory_unlock(7)");
  CHECK_THAT(running.wait().out, Contains(": 4 done\n"));
  workspace.service("api");
  workspace.revision("api", "d1dddddddddd", "", "-- deed:upgrade\nSELECT 1;\n");
  CHECK(workspace.deed({"-s", "api", "stamp", "head", "--parallel", "2"}).exit_code == 2);
}

TEST_CASE("many tenants that fail alike are one line with their number, and one event each for programs") {
  TenantsWorkspace workspace(8);
  REQUIRE(workspace.deed({"upgrade", "head"}).exit_code == 0);
  workspace.second_revision();
  for (int tenant = 2; tenant <= 8; ++tenant) {
    workspace.database().sql(fmt::format("ALTER TABLE tenant_{}.invoice ADD COLUMN total int", tenant));
  }
  workspace.database().sql("UPDATE tenant_4.version_billing SET checksum = 's1:x'");
  const ProcessResult text = workspace.deed({"--metrics-file", workspace.path() / "deed.prom", "upgrade", "head"});
  CHECK(text.exit_code == 11);
  const std::string same = "column \"total\" of relation \"invoice\" already exists";
  CHECK_THAT(text.out, Contains(": 1 done, 7 failed\n  6 tenants  exit 11: " + same) &&
                           Contains("\n             tenant_2, tenant_3, tenant_5, tenant_6, tenant_7 and 1 more\n") &&
                           Contains("\n  tenant_4   exit 13: "));
  std::size_t warned = 0;
  for (const std::string_view line : split_lines(text.err)) {
    warned += line.starts_with("WARN") && line.ends_with("failed: " + same) ? 1U : 0U;
  }
  CHECK(warned == 3);
  CHECK_THAT(text.err, Contains("More tenants fail in this way") &&
                           Contains("6 tenants: tenant_2, tenant_3, tenant_5 and 3 more: " + same + " (11)"));
  CHECK_THAT(read_file(workspace.path() / "deed.prom", ErrorKind::local_io),
             Contains("deed_service_tenants{service=\"billing\",outcome=\"failed\"} 7\n"));

  const ProcessResult json = workspace.deed({"--log-format", "json", "upgrade", "head"});
  std::size_t events = 0;
  rapidjson::Document last;
  for (const std::string_view line : split_lines(json.err)) {
    last.Parse(line.data(), line.size());
    REQUIRE(last.IsObject());
    events += last["event"] == "tenant_failed" ? 1U : 0U;
  }
  CHECK(events == 7);
  CHECK(last["services"][0]["tenants"]["nothing_to_do"].GetInt() == 1);
}

TEST_CASE("what a DBA has to run for many tenants is one script") {
  TenantsWorkspace workspace(4);
  workspace.database().sql(
      "DO $$ BEGIN IF to_regrole('tenant_runner') IS NULL THEN CREATE ROLE tenant_runner; END IF; END $$;"
      "CREATE SCHEMA deed; GRANT USAGE, CREATE ON SCHEMA deed TO tenant_runner; GRANT USAGE, CREATE ON SCHEMA tenant_3 TO tenant_runner");
  workspace.service(
      "billing", fmt::format("[database]\nrole = \"tenant_runner\"\n[tenants]\nschemas = \"{}\"\npattern = \"tenant_*\"\n", kTenantsQuery));
  const ProcessResult denied = workspace.deed({"upgrade", "head"});
  CHECK(denied.exit_code == 14);
  CHECK_THAT(denied.out, Contains(": 1 done, 3 failed\n  3 tenants  exit 14: "));
  const std::size_t begin = denied.err.find("Let a DBA run this once");
  REQUIRE(begin != std::string::npos);
  const std::string script = denied.err.substr(denied.err.find('\n', begin));
  INFO(script);
  for (const std::string tenant : {"tenant_1", "tenant_2", "tenant_4"}) {
    CHECK_THAT(script, Contains("       GRANT USAGE, CREATE ON SCHEMA " + tenant + " TO tenant_runner;\n"));
  }
  // As it is, pasted.
  workspace.database().sql(script);
  CHECK_THAT(workspace.deed({"upgrade", "head"}).out, Contains(": 3 done, 1 nothing to do"));
}
