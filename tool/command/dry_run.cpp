#include "command/dry_run.h"

#include <fmt/format.h>

#include "base/text.h"
#include "command/outlook.h"
#include "command/role_warning.h"
#include "runner/dry_run.h"
#include "runner/runner_lock.h"
#include "runner/session.h"

namespace deed::command {

namespace {

bool can_be_tried(const ParsedStep& step) { return step.kind == StepKind::transactional || step.kind == StepKind::adopt; }

// The steps of a plan in order.
std::vector<runner::StepRequest> planned_steps(const Plan& plan, StepLibrary& library) {
  std::vector<runner::StepRequest> requests;
  for (const PlannedRevision& planned : plan.revisions) {
    const std::vector<ParsedStep>& steps = library.steps(*planned.revision, plan.direction);
    for (std::size_t i = static_cast<std::size_t>(planned.steps_done); i < steps.size(); ++i) {
      requests.push_back(
          {.revision = planned.revision, .step = &steps[i], .number = static_cast<int>(i) + 1, .count = static_cast<int>(steps.size())});
    }
  }
  return requests;
}

DryRunResult nothing_to_try(DryRunResult result, const Outlook& outlook, const Service& service, Log& log) {
  if (outlook.unmet.empty()) {
    tell_nothing_to_do(log, service.name());
  } else {
    result.unmet = unmet_error(outlook.unmet, service);
  }
  return result;
}

std::vector<std::string> not_tried(const std::vector<runner::StepRequest>& requests, std::size_t tried) {
  std::vector<std::string> lines;
  for (std::size_t i = tried; i < requests.size(); ++i) {
    const runner::StepRequest& request = requests[i];
    const std::string why =
        can_be_tried(*request.step) ? "it comes behind" : fmt::format("{} steps do not run in one transaction", word(request.step->kind));
    lines.push_back(fmt::format("{}: step {} of {} of {}: {}", to_string(Location{request.revision->path, request.step->line}),
                                request.number, request.count, request.revision->id, why));
  }
  return lines;
}

// Each attempt begins with the map as it is before the first step.
std::vector<TriedStep> attempt(runner::StepSession& session, std::vector<runner::StepRequest>& requests, StepwiseMap owners,
                               runner::StepRequest& at) {
  std::vector<TriedStep> steps;
  runner::TrialTransaction transaction(session);
  for (runner::StepRequest& request : requests) {
    if (!can_be_tried(*request.step)) {
      break;
    }
    request.map = &owners.map();
    request.delta = owners.begin(*request.revision, *request.step, request.is_last());
    at = request;
    tell_running(session.log, *request.revision, request.step->direction, request.number, static_cast<std::size_t>(request.count));
    steps.push_back(transaction.run(request));
    owners.finish(*request.revision, *request.step, request.is_last());
  }
  transaction.write_rows();
  return steps;
}

}  // namespace

DryRunResult dry_run(Invocation& outside, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options) {
  ServiceRun run(outside, *service.config);
  Invocation& invocation = run.invocation;
  runner::RunSettings& settings = run.settings;
  settings.tag = options.tag;
  auto [connection, tables_ready] = runner::open_session_to_run(settings, invocation.cancellation, invocation.log);
  Lookout lookout(invocation, service, library, planner, settings.version_table);
  DryRunResult result{{.service = service.name(), .database = to_string(connection.endpoint())}};
  // A run that has nothing to do waits for no other.
  if (const Outlook outlook = lookout.look(connection, tables_ready); outlook.plan.revisions.empty()) {
    return nothing_to_try(std::move(result), outlook, service, invocation.log);
  }
  const runner::RunnerLock lock(connection, settings.version_table, settings.runner_wait, invocation.cancellation, invocation.log);
  const Outlook outlook = lookout.look(connection);
  std::vector<runner::StepRequest> requests = planned_steps(outlook.plan, library);
  if (requests.empty()) {
    return nothing_to_try(std::move(result), outlook, service, invocation.log);
  }
  warn_of_role(connection, outlook.owners.map(), service.name(), invocation);
  runner::StepSession session(connection, settings, lock.key(), invocation.cancellation, invocation.log);
  session.has_ownership_table = outlook.has_ownership_table;
  runner::StepRequest at = requests.front();
  runner::retrying(session, at, [&] {
    result.tried.steps = attempt(session, requests, outlook.owners, at);
    return runner::StepOutcome::done;
  });
  result.tried.direction = outlook.plan.direction;
  result.tried.not_tried = not_tried(requests, result.tried.steps.size());
  if (!outlook.unmet.empty()) {
    result.unmet = unmet_error(outlook.unmet, service);
  }
  return result;
}

}  // namespace deed::command
