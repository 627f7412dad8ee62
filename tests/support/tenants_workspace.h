#pragma once

#include <string>

#include "support/test_workspace.h"

namespace deed::testing {

// All schemas that begin with "tenant".
inline constexpr const char* kTenantsQuery = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname LIKE 'tenant%'";

// A service, billing, with so many tenants: tenant_1, tenant_2, ... Its first revision makes a table and an index.
class TenantsWorkspace : public TestWorkspace {
 public:
  // `further` stands under [database].
  explicit TenantsWorkspace(int count, const std::string& further = "");

  void create(int tenant);
  void second_revision(const std::string& sections =
                           "-- deed:upgrade\nALTER TABLE invoice ADD COLUMN total int;\n"
                           "-- deed:downgrade\nALTER TABLE invoice DROP COLUMN total;\n");
  // The ownership table: "service, kind, object" of each row.
  std::string rows();
  // How many tables of that name there are.
  std::string tables(const std::string& name);
  // Whether all tenants came to one end state: their columns and what their histories say, without names, times and runs.
  bool one_end();

 private:
  std::string different_ends();
};

}  // namespace deed::testing
