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
