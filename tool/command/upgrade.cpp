#include "command/upgrade.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/text.h"
#include "command/failures.h"
#include "command/side_by_side.h"
#include "domain/revision_symbol.h"
#include "domain/workspace_order.h"
#include "domain/workspace_schedule.h"

namespace deed::command {

namespace {

Service runnable_service(const config::ServiceConfig& config) {
  Service service = require_service(config);
  require_revisions(service);
  return service;
}

// Those that can be read; of several, one that cannot does not stop the others.
std::vector<Service> require_services(const std::vector<const config::ServiceConfig*>& configs, Failures& failures) {
  std::vector<Service> services;
  for (const config::ServiceConfig* config : configs) {
    const auto read = [&] { services.push_back(runnable_service(*config)); };
    if (configs.size() == 1) {
      read();
    } else {
      failures.attempt(config->name, read);
    }
  }
  return services;
}

WorkspaceOrder order_of(const std::vector<Service>& services) {
  std::vector<const RevisionGraph*> graphs;
  for (const Service& service : services) {
    graphs.push_back(&service.graph);
  }
  WorkspaceOrder order(graphs, false);
  if (any_error(order.findings())) {
    throw to_error(order.findings());
  }
  return order;
}

std::vector<std::string> ids_of(const std::vector<const Revision*>& revisions) {
  std::vector<std::string> ids;
  for (const Revision* revision : revisions) {
    ids.push_back(revision->id);
  }
  return ids;
}

// Anything but these means a revision of one service.
void require_common_target(const std::vector<Service>& services, const std::string& target) {
  if (target != "head" && target != "heads" && target != "base") {
    throw Error(ErrorKind::usage, {.what = fmt::format("'{}' says where one service is to go, but {} are selected.", one_line(target),
                                                       count_of(services.size(), "service")),
                                   .hint = "Name the service with -s, or say head or base."});
  }
}

// What a symbol means is settled by the first look at the database: `+1` must not count again after a wait or a lost connection.
Planner upgrade_planner(const std::string& target) {
  return
      [target, targets = std::make_shared<std::optional<std::vector<std::string>>>()](const RevisionGraph& graph, const History& history) {
        if (!*targets) {
          *targets = upgrade_targets(graph, history, target);
        }
        return plan_upgrade(graph, history, **targets);
      };
}

Planner downgrade_planner(const std::string& target) {
  return
      [target, removals = std::make_shared<std::optional<std::vector<std::string>>>()](const RevisionGraph& graph, const History& history) {
        if (!*removals) {
          *removals = downgrade_removals(graph, history, target);
        }
        return plan_downgrade(graph, history, **removals);
      };
}

}  // namespace

DryRunResult try_upgrade(Invocation& invocation, const config::ServiceConfig& config, const std::string& target,
                         const RunOptions& options) {
  StepLibrary library;
  return dry_run(invocation, runnable_service(config), library, upgrade_planner(target), options);
}

DryRunResult try_downgrade(Invocation& invocation, const config::ServiceConfig& config, const std::string& target,
                           const RunOptions& options) {
  StepLibrary library;
  return dry_run(invocation, runnable_service(config), library, downgrade_planner(target), options);
}

std::optional<Error> upgrade(Invocation& invocation, const std::vector<const config::ServiceConfig*>& configs, const std::string& target,
                             const UpgradeOptions& options) {
  Failures failures(invocation.log);
  const std::vector<Service> services = require_services(configs, failures);
  if (configs.size() == 1) {
    StepLibrary library;
    run_plan(invocation, services.front(), library, upgrade_planner(target), options.run);
    return std::nullopt;
  }
  require_common_target(services, target);
  const auto wanted = [&](const RevisionGraph& graph, const History& history) {
    return ids_of(graph.ancestors(upgrade_targets(graph, history, target)));
  };
  return upgrade_side_by_side(invocation, services, order_of(services), {options.parallel, wanted, options.run}, failures);
}

void downgrade(Invocation& invocation, const std::vector<const config::ServiceConfig*>& configs, const std::string& target,
               const RunOptions& options) {
  Failures failures(invocation.log);
  const std::vector<Service> services = require_services(configs, failures);
  failures.rethrow();
  StepLibrary library;
  if (configs.size() == 1) {
    run_plan(invocation, services.front(), library, downgrade_planner(target), options);
    return;
  }
  require_common_target(services, target);
  const std::vector<Stretch> parts = stretches(order_of(services));
  // The first failure ends it: what comes after is what the failed one depends on.
  for (auto stretch = parts.rbegin(); stretch != parts.rend(); ++stretch) {
    const Planner planner = [&](const RevisionGraph& graph, const History& history) {
      return plan_downgrade(graph, history, stretch->ids_among(downgrade_removals(graph, history, target)));
    };
    const auto service = std::find_if(services.begin(), services.end(), [&](const Service& s) { return s.name() == stretch->service; });
    run_plan(invocation, *service, library, planner, options);
  }
}

}  // namespace deed::command
