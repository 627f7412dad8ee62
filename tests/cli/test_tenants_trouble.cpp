// Services with tenants when something is not as it should be: what is not there yet, locked, renamed, denied.
#include <catch2/catch.hpp>
#include <fmt/format.h>

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
