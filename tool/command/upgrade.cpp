#include "command/upgrade.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/phase.h"
#include "base/text.h"
#include "command/failures.h"
#include "command/side_by_side.h"
#include "command/warm_up.h"
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

// Those that can be read: one that cannot does not stop the others.
std::vector<Service> require_services(const std::vector<const config::ServiceConfig*>& configs, Failures& failures, Log& log) {
  const Phase phase(log, "read revisions");
  std::vector<Service> services;
  for (const config::ServiceConfig* config : configs) {
    failures.attempt(config->name, [&] { services.push_back(runnable_service(*config)); });
  }
  return services;
}

void run_alone(Invocation& invocation, const config::ServiceConfig& config, const Planner& planner, const RunOptions& options) {
  RunOptions alone = options;
  alone.run_id = options.run_id.empty() ? invocation.ids.uuid() : options.run_id;
  std::optional<postgres::FirstTry> begun = begin_to_connect(run_settings(config, invocation, alone.run_id), runner::SessionUse::run);
  const Service service = in_phase(invocation.log, "read revisions", [&] { return runnable_service(config); });
  StepLibrary library;
  run_plan(invocation, service, library, planner, alone, std::move(begun));
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

// One planner for each tenant, as each has a database's history of its own to count from.
TenantsEnd run_tenants(Invocation& invocation, const Service& service, const std::function<Planner()>& planner, const RunOptions& options,
                       const std::function<bool(const RevisionGraph&, const History&)>& settled) {
  RunOptions of_all = options;
  of_all.run_id = options.run_id.empty() ? invocation.ids.uuid() : options.run_id;
  // Another service's revision is waited for once, and not by one tenant after the other.
  const Deadline wait_until(options.wait_dependencies);
  return for_each_tenant(invocation, service, options.tenants,
                         {.run =
                              [&](TenantPart& part) {
                                RunOptions of_one = of_all;
                                of_one.wait_dependencies = wait_until.left();
                                of_one.tells_nothing_to_do = true;
                                of_one.sessions = &part.sessions;
                                run_plan(part.invocation, part.service, part.library, planner(), of_one);
                              },
                          .settled = settled,
                          .run_id = of_all.run_id,
                          .wait_for_tenants = options.wait_dependencies});
}

// Where the files and the history agree and nothing of the plan is left; anything else is for a run to find out.
bool has_arrived(const RevisionGraph& graph, const History& history, const std::vector<std::string>& targets) {
  const HistoryComparison comparison = compare_history(graph, history);
  const std::vector<const RevisionState*> present = history.present();
  return comparison.edited.empty() && comparison.ahead.empty() && comparison.diverged.empty() &&
         std::all_of(present.begin(), present.end(), [](const RevisionState* state) { return state->progress == Progress::applied; }) &&
         plan_upgrade(graph, history, targets).revisions.empty();
}

// A service, or all its tenants.
void run_any(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options) {
  if (!service.config->tenants) {
    run_plan(invocation, service, library, planner, options);
  } else if (const TenantsEnd end = run_tenants(invocation, service, [&] { return planner; }, options, {}); end.failure) {
    throw *end.failure;
  }
}

}  // namespace

TenantsEnd upgrade_tenants(Invocation& invocation, const config::ServiceConfig& config, const std::string& target,
                           const RunOptions& options) {
  const Service service = runnable_service(config);
  // Other symbols lead on from wherever a tenant is.
  const bool fixed = target == "head" || target == "heads";
  const auto settled = [&](const RevisionGraph& graph, const History& history) {
    return fixed && has_arrived(graph, history, upgrade_targets(graph, history, target));
  };
  return run_tenants(
      invocation, service, [&] { return upgrade_planner(target); }, options, settled);
}

TenantsEnd downgrade_tenants(Invocation& invocation, const config::ServiceConfig& config, const std::string& target,
                             const RunOptions& options) {
  return run_tenants(invocation, runnable_service(config), [&] { return downgrade_planner(target); }, options, {});
}

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
  if (configs.size() == 1) {
    run_alone(invocation, *configs.front(), upgrade_planner(target), options.run);
    return std::nullopt;
  }
  Failures failures(invocation.log);
  const std::vector<Service> services = require_services(configs, failures, invocation.log);
  require_common_target(services, target);
  const auto wanted = [&](const RevisionGraph& graph, const History& history) {
    return ids_of(graph.ancestors(upgrade_targets(graph, history, target)));
  };
  return upgrade_side_by_side(invocation, services, order_of(services), {options.parallel, wanted, options.run}, failures);
}

void downgrade(Invocation& invocation, const std::vector<const config::ServiceConfig*>& configs, const std::string& target,
               const RunOptions& options) {
  if (configs.size() == 1) {
    run_alone(invocation, *configs.front(), downgrade_planner(target), options);
    return;
  }
  Failures failures(invocation.log);
  const std::vector<Service> services = require_services(configs, failures, invocation.log);
  failures.rethrow();
  require_common_target(services, target);
  StepLibrary library;
  const std::vector<Stretch> parts = stretches(order_of(services));
  // The first failure ends it: what comes after is what the failed one depends on.
  for (auto stretch = parts.rbegin(); stretch != parts.rend(); ++stretch) {
    const Planner planner = [&](const RevisionGraph& graph, const History& history) {
      return plan_downgrade(graph, history, stretch->ids_among(downgrade_removals(graph, history, target)));
    };
    const auto service = std::find_if(services.begin(), services.end(), [&](const Service& s) { return s.name() == stretch->service; });
    run_any(invocation, *service, library, planner, options);
  }
}

}  // namespace deed::command
