#include "command/ownership_roles.h"

#include <algorithm>

#include "base/identifier.h"
#include "base/text.h"
#include "catalog/live_database.h"
#include "catalog/lookup.h"
#include "catalog/snapshot.h"
#include "history/state.h"
#include "history/writer.h"
#include "ownership/role_plan.h"
#include "runner/session.h"

namespace deed::command {

namespace {

RolePlan::Service named(const std::string& service, const history::TableName& table, const std::string& owner) {
  const std::string base = replace_all(service, "-", "_");
  return {.name = service,
          .owner = owner.empty() ? suffixed_identifier(base, "_owner") : owner,
          .migrator = suffixed_identifier(base, "_migrator"),
          .history_in_deed = table.schema == kDeedSchema,
          .tenants = table.tenants};
}

// A service and its version table, or what the tables of its tenants are called.
struct Known {
  RolePlan::Service service;
  history::TableName table;
};

Known of_workspace(const config::ServiceConfig& config) {
  const history::TableName table = version_table(config);
  Known known{named(config.name, table, config.database.role), table};
  known.service.schemas = config.database.schemas;
  if (config.tenants) {
    // The first one is the tenants' pattern. In the others the service may not create anything.
    known.service.visible_schemas.assign(known.service.schemas.begin() + 1, known.service.schemas.end());
    known.service.schemas.clear();
  }
  return known;
}

// Services of the workspace, then those that only the database knows.
std::vector<Known> services_of(const Configs& configs, const OwnershipMap& map) {
  std::vector<Known> services;
  for (const config::ServiceConfig* config : configs) {
    services.push_back(of_workspace(*config));
  }
  for (const auto& entry : map.services()) {
    const std::string& name = entry.first;
    const Holdings& holdings = entry.second;
    const bool known = std::any_of(services.begin(), services.end(), [&](const Known& other) { return other.service.name == name; });
    if (known || holdings.version_table.empty()) {
      continue;
    }
    const history::TableName table = history::TableName::parse(holdings.version_table);
    services.push_back({named(name, table, ""), table});
    std::set<std::string> schemas;
    for (const auto& [object, revision] : holdings.objects) {
      schemas.insert(object.schema);
    }
    schemas.erase("");
    services.back().service.schemas = {schemas.begin(), schemas.end()};
  }
  std::sort(services.begin(), services.end(), [](const Known& a, const Known& b) { return a.service.name < b.service.name; });
  return services;
}

// What of it is there so far.
RolePlan::Service in_database(postgres::Connection& connection, const Known& known) {
  RolePlan::Service service = known.service;
  for (const history::TableName& table : history::histories_of(connection, known.table.registered())) {
    if (!catalog::kind_of_relation(connection, {ObjectKind::relation, table.schema, table.name}).empty()) {
      service.histories.push_back(table.quoted());
    }
  }
  const auto missing = [&](const std::string& schema) { return !catalog::schema_exists(connection, schema); };
  std::erase_if(service.schemas, missing);
  std::erase_if(service.visible_schemas, missing);
  if (!service.tenants.empty()) {
    service.schemas = catalog::schemas_like(connection, {service.tenants, true});
  }
  return service;
}

}  // namespace

RolePlan read_role_plan(postgres::Connection& connection, const Configs& configs) {
  const catalog::Snapshot snapshot(connection, {"pg_catalog"});
  std::vector<OwnershipRow> rows;
  for (const StoredRow& written : history::read_written_rows(connection)) {
    rows.push_back(written.row);
  }
  const OwnershipMap map = OwnershipMap::from_rows(rows);
  std::vector<RolePlan::Service> services;
  for (const Known& known : services_of(configs, map)) {
    services.push_back(in_database(connection, known));
  }
  RolePlan plan =
      ownership::plan_roles(map, catalog::read_live_database(connection), catalog::alterable_objects(connection), std::move(services));
  plan.database = connection.endpoint().database;
  plan.create_ownership = history::create_ownership_script();
  return plan;
}

RolePlan ownership_roles(Invocation& invocation, const Configs& configs) {
  runner::RunSettings settings = run_settings(*configs.front(), invocation);
  // It may be that the role is to be created yet.
  settings.role.clear();
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  return read_role_plan(connection, configs);
}

}  // namespace deed::command
