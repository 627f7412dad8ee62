#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/run_report.h"
#include "command/histories.h"
#include "command/invocation.h"
#include "config/workspace.h"
#include "domain/tenants.h"

namespace deed::cli {

// What a command's run function works with: the words that were typed, the console, and the workspace they are about.
class CommandLine {
 public:
  struct Listeners {
    Console& console;
    RunReport& report;
  };
  CommandLine(const Arguments& global, const Arguments& given, Listeners listeners, command::Invocation& outside)
      : arguments(given), console(listeners.console), report(listeners.report), invocation(outside), global_(global) {}

  const Arguments& arguments;
  Console& console;
  RunReport& report;
  command::Invocation& invocation;

  // Read once, when first asked for.
  const config::Workspace& workspace();
  bool asks_for_all() const { return global_.has("--all"); }
  bool config_is_named() const { return global_.value("--config").has_value(); }
  // The services that -s, --all or the current directory mean. Of several the log says from now on which one speaks. Throws Error(usage)
  // where nothing says which.
  std::vector<const config::ServiceConfig*> services();
  // The one service that is meant. Throws Error(usage) where there are several.
  const config::ServiceConfig& service();
  // The histories that are meant: the services, and of one with tenants each tenant that --tenant and --shard select, by a look at its
  // database. Of several services one whose tenants cannot be told is kept in `failures`, or thrown.
  std::vector<const config::ServiceConfig*> histories(command::Failures& failures);
  std::vector<const config::ServiceConfig*> histories();
  // The one history that is meant. Throws Error(usage) where there are several.
  const config::ServiceConfig& history();
  // The same without asking a database: a tenant has to be named.
  const config::ServiceConfig& named_history();
  // What --tenant and --shard say. Throws Error(usage) where a service that is meant has no tenants.
  TenantSelection tenants();
  // Exactly what -s says; for commands that otherwise mean the whole workspace.
  std::vector<std::string> named_services() const;

  // Whether results are to be JSON.
  bool json() const;

  // A duration option. Throws Error(usage) for a malformed one.
  Duration duration(const std::string& option, Duration otherwise) const;

 private:
  const Arguments& global_;
  std::optional<config::Workspace> workspace_;
  std::vector<command::ServiceHistories> histories_;
  std::optional<config::ServiceConfig> named_tenant_;
};

}  // namespace deed::cli
