#include <tuple>

#include "config/read_keys.h"
#include "config/tenants.h"
#include "unit/config/support.h"

using namespace deed;
using namespace deed::config;
using Catch::Contains;

namespace {

constexpr const char* kTenants = "[tenants]\nschemas = [\"tenant_a\", \"tenant_b\"]\npattern = \"tenant_*\"\n";

}  // namespace

TEST_CASE("for a tenant the version table and names without a schema are in its schema, and the service owns it") {
  const ServiceConfig any = service(std::string("[autogenerate]\nignore = [\"tmp_*\", \"public.other\"]\n") + kTenants);
  const ServiceConfig one = for_tenant(any, "tenant_b");
  CHECK(one.tenant == "tenant_b");
  CHECK(one.label() == any.name + "/tenant_b");
  CHECK(one.database.schemas == SearchPath{"tenant_b", "public"});
  CHECK(one.version_table.value.schema == "tenant_b");
  CHECK(to_string(one.ownership.owns.at(0).value) == "tenant_b.*");
  CHECK(to_string(any.ownership.owns.at(0).value) == "tenant_*.*");
  CHECK(to_string(one.autogenerate.ignore.at(0).value) == "tenant_b.tmp_*");
  CHECK(to_string(one.autogenerate.ignore.at(1).value) == "public.other");
}

TEST_CASE("what [tenants] cannot mean is refused where it stands") {
  const auto [text, where, what] = GENERATE(table<std::string, std::string, std::string>({
      {"[tenants]\npattern = \"t_*\"", ":2:2", "`tenants.schemas` is missing"},
      {"[tenants]\nschemas = [\"t_a\"]", ":2:2", "`tenants.pattern` is missing"},
      {"[tenants]\nschemas = []\npattern = \"t_*\"", ":3:11", "`tenants.schemas` is empty"},
      {"[tenants]\nschemas = [\"t_a\", \"T_A\"]\npattern = \"t_*\"", ":3:19", "'t_a' is named twice, first at deed.toml:3:12"},
      {"[tenants]\nschemas = [\"acme\"]\npattern = \"t_*\"", ":3:12", "(\"t_*\") does not match schema 'acme'"},
      {"[tenants]\nschemas = [\"pg_x\"]\npattern = \"p*\"", ":3:12", "'pg_x' is no tenant's schema: it is PostgreSQL's own"},
      {"[tenants]\nschemas = [\"deed\"]\npattern = \"d*\"", ":3:12", "it is deed's own"},
      {"[tenants]\nschemas = [\"t_a\"]\npattern = \"t_a\"", ":4:11", "is no pattern of schemas' names"},
      {"[tenants]\nschemas = [\"t_a\"]\npattern = \"a.t_*\"", ":4:11", "is no pattern of schemas' names"},
      {"[tenants]\nschemas = [\"t_a\"]\npattern = \"*\"", ":4:11", "All schemas there are"},
      {"[tenants]\nschemas = [\"t_a\"]\npattern = \"t_*\"\nparallel = 0", ":5:12", "0 tenants cannot be at work"},
      {"version_table = \"a.v\"\n[tenants]\nschemas = [\"t_a\"]\npattern = \"t_*\"", ":2:17", "in each tenant's schema"},
      {"[ownership]\nowns = [\"x\"]\n[tenants]\nschemas = [\"t_a\"]\npattern = \"t_*\"", ":3:8", "and nothing else"},
  }));
  CAPTURE(text);
  try {
    service(text);
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::config);
    CHECK_THAT(error.text().where, Catch::EndsWith(where));
    CHECK_THAT(error.text().what, Contains(what));
  }
}
