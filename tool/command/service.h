#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "command/invocation.h"
#include "config/workspace.h"
#include "domain/graph.h"
#include "runner/settings.h"

namespace deed::command {

// A service with its revisions.
struct Service {
  const config::ServiceConfig* config = nullptr;
  RevisionGraph graph{};
  // What is wrong with the files.
  std::vector<Finding> findings{};

  const std::string& name() const { return config->name; }
};

// Reads the revisions; what is wrong with them are findings.
Service load_service(const config::ServiceConfig& config);
// The same for a command that has to act: throws the findings as an Error.
Service require_service(const config::ServiceConfig& config);

// For a command that runs or waits: without a directory of revisions there is nothing it could mean. Throws Error(config).
void require_revisions(const Service& service);

// How the service connects and runs. Parameters are looked up when a connection is made. Without a run id it gets a new one.
runner::RunSettings run_settings(const config::ServiceConfig& config, Invocation& invocation, const std::string& run_id = "");

// One run of one service: what is logged in it says whose it is.
struct ServiceRun {
  ServiceRun(Invocation& outside, const config::ServiceConfig& config, const std::string& run_id = "");
  ServiceRun(const ServiceRun&) = delete;
  ServiceRun& operator=(const ServiceRun&) = delete;

  runner::RunSettings settings;
  ServiceLog log;
  Invocation invocation;
};

// A path of the service's directory under the name that messages show.
std::filesystem::path service_path(const config::ServiceConfig& config, const std::string& path);

history::TableName version_table(const config::ServiceConfig& config);

}  // namespace deed::command
