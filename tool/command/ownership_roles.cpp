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
          .version_schema = table.schema,
          .version_table = table.name};
}

// Services of the workspace, then those that only the database knows.
std::vector<RolePlan::Service> services_of(const Configs& configs, const OwnershipMap& map) {
  std::vector<RolePlan::Service> services;
  for (const config::ServiceConfig* config : configs) {
    services.push_back(named(config->name, version_table(*config), config->database.role));
    services.back().schemas = config->database.schemas;
  }
  for (const auto& entry : map.services()) {
    const std::string& name = entry.first;
    const Holdings& holdings = entry.second;
    const bool known = std::any_of(services.begin(), services.end(), [&](const auto& service) { return service.name == name; });
    if (known || holdings.version_table.empty()) {
      continue;
    }
    services.push_back(named(name, history::TableName::parse(holdings.version_table), ""));
    std::set<std::string> schemas;
    for (const auto& [object, revision] : holdings.objects) {
      schemas.insert(object.schema);
    }
    schemas.erase("");
    services.back().schemas = {schemas.begin(), schemas.end()};
  }
  std::sort(services.begin(), services.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return services;
}

}  // namespace

RolePlan ownership_roles(Invocation& invocation, const Configs& configs) {
  runner::RunSettings settings = run_settings(*configs.front(), invocation);
  // It may be that the role is to be created yet.
  settings.role.clear();
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  const catalog::Snapshot snapshot(connection, {"pg_catalog"});
  std::vector<OwnershipRow> rows;
  for (const StoredRow& written : history::read_written_rows(connection)) {
    rows.push_back(written.row);
  }
  const OwnershipMap map = OwnershipMap::from_rows(rows);
  std::vector<RolePlan::Service> services = services_of(configs, map);
  for (RolePlan::Service& service : services) {
    service.has_history =
        !catalog::kind_of_relation(connection, {ObjectKind::relation, service.version_schema, service.version_table}).empty();
    std::erase_if(service.schemas, [&](const std::string& schema) { return !catalog::schema_exists(connection, schema); });
  }
  RolePlan plan =
      ownership::plan_roles(map, catalog::read_live_database(connection), catalog::alterable_objects(connection), std::move(services));
  plan.database = connection.endpoint().database;
  plan.create_ownership = history::create_ownership_script();
  return plan;
}

}  // namespace deed::command
