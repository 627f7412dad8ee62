#include "command/service.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "config/connection.h"
#include "revisions/reader.h"

namespace deed::command {

std::filesystem::path service_path(const config::ServiceConfig& config, const std::string& path) {
  // Relative to where the command runs, so that places are short. An odd name is shown escaped, and then leads nowhere.
  const std::filesystem::path shown(config.file.shown);
  return (file_kind(shown) == FileKind::regular ? shown.parent_path() : config.directory) / path;
}

Service load_service(const config::ServiceConfig& config) {
  auto [graph, findings] = revisions::load_revisions(service_path(config, config.revisions.directory), config.directory,
                                                     {config.name, config.database.schemas.front()});
  return {&config, std::move(graph), std::move(findings)};
}

Service require_service(const config::ServiceConfig& config) {
  Service service = load_service(config);
  if (any_error(service.findings)) {
    throw to_error(service.findings);
  }
  return service;
}

void require_revisions(const Service& service) {
  const std::filesystem::path directory = service_path(*service.config, service.config->revisions.directory);
  if (file_kind(directory) == FileKind::missing) {
    throw Error(
        ErrorKind::config,
        {.what = fmt::format("Service '{}' has no directory of revisions.", service.name()),
         .where = one_line(directory.string()),
         .hint = fmt::format("Write the first revision: deed -s {} revision -m MESSAGE; or bring the files along: are they in the image?",
                             service.name())});
  }
}

history::TableName version_table(const config::ServiceConfig& config) {
  return {config.version_table.value.schema, config.version_table.value.name, config.tenants ? config.tenants->pattern.value.text : ""};
}

Holdings holdings_at_base(const config::ServiceConfig& config) {
  Holdings holdings = base_holdings(version_table(config).registered());
  if (!config.tenant.empty()) {
    holdings.patterns = {{everything_in({config.tenant, false}), ""}};
  }
  return holdings;
}

std::vector<OwnershipRow> rows_to_store(const config::ServiceConfig& config, const Holdings& holdings) {
  if (config.tenant.empty()) {
    return to_rows(config.name, holdings);
  }
  Holdings of_all = holdings;
  of_all.patterns.erase(everything_in({config.tenant, false}));
  of_all.patterns.merge(base_holdings(version_table(config).registered()).patterns);
  return to_rows(config.name, of_all);
}

runner::RunSettings run_settings(const config::ServiceConfig& config, Invocation& invocation, const std::string& run_id) {
  const config::DatabaseConfig& database = config.database;
  runner::RunSettings settings{.service = config.name, .version_table = version_table(config)};
  // A file with the URL may change between two tries: it is read at each.
  settings.target = [&config, &invocation] {
    if (invocation.database) {
      return postgres::Target{*invocation.database};
    }
    config::ConnectionSource source = config::connection_source(config, invocation.environment);
    return postgres::Target{std::move(source.parameters), std::move(source.origins)};
  };
  settings.schemas = database.schemas;
  settings.role = invocation.database ? "" : database.role;
  settings.connect_timeout = database.connect_timeout;
  settings.runner_wait = invocation.patience ? std::min(database.runner_wait, invocation.patience()) : database.runner_wait;
  settings.lock_timeout = database.lock_timeout;
  settings.retry_for = database.retry_for;
  settings.patience = invocation.patience;
  settings.statement_timeout = database.statement_timeout;
  settings.session_pooler = database.pooler == config::Pooler::session;
  settings.run_id = run_id.empty() ? invocation.ids.uuid() : run_id;
  settings.actor = invocation.actor;
  settings.host = invocation.host;
  settings.deed_version = invocation.deed_version;
  settings.trace_id = invocation.trace_id;
  return settings;
}

ServiceRun::ServiceRun(Invocation& outside, const config::ServiceConfig& config, const std::string& run_id)
    : settings(run_settings(config, outside, run_id)), log(outside.log, config.name, settings.run_id), invocation(with_log(outside, log)) {}

}  // namespace deed::command
