#include "command/plan_check.h"

#include <fmt/format.h>

namespace deed::command {

namespace {

// The steps of a revision that are still to run, against the map as it is before the first.
std::vector<Finding> check_steps(const Service& service, StepLibrary& library, const PlannedRevision& planned, Direction direction,
                                 OwnershipMap& map) {
  const Revision& revision = *planned.revision;
  const std::vector<ParsedStep>& steps = library.steps(revision, direction);
  std::vector<Finding> findings;
  for (std::size_t i = static_cast<std::size_t>(planned.steps_done); i < steps.size(); ++i) {
    const ownership::CheckResult result = ownership::check_step(
        map, steps[i], {service.name(), revision.id, service.config->database.schemas}, revision.path, check_options(*service.config));
    findings.insert(findings.end(), result.findings.begin(), result.findings.end());
  }
  return findings;
}

}  // namespace

ownership::CheckOptions check_options(const config::ServiceConfig& config) {
  const config::OwnershipConfig& ownership = config.ownership;
  return {.refuse_undecided = ownership.undecided == config::UndecidedPolicy::refuse,
          .allow_kinds = {ownership.allow_kinds.begin(), ownership.allow_kinds.end()},
          .schemas = config.database.schemas};
}

std::vector<Finding> check_plan(const Service& service, StepLibrary& library, const Plan& plan, OwnershipMap map,
                                const AppliedSteps& applied) {
  std::vector<Finding> findings;
  AppliedSteps left = applied;
  for (const PlannedRevision& planned : plan.revisions) {
    if (plan.direction == Direction::downgrade) {
      const Holdings before = left.fold();
      left.remove(planned.revision->id);
      map.of(service.name()) = ownership::during_downgrade(before, left.fold());
    }
    const std::vector<Finding> found = check_steps(service, library, planned, plan.direction, map);
    findings.insert(findings.end(), found.begin(), found.end());
    if (plan.direction == Direction::downgrade) {
      map.of(service.name()) = left.fold();
    }
  }
  return findings;
}

void refuse_findings(const std::vector<Finding>& findings, Log& log, std::set<std::string>& told) {
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::warning && told.insert(to_string(finding.location)).second) {
      log.warning({.source = "deed.ownership",
                   .event = Event::ownership,
                   .message = fmt::format("{}: {}", to_string(finding.location), finding.message),
                   .revision = finding.revision});
    }
  }
  if (any_error(findings)) {
    throw to_error(findings);
  }
}

}  // namespace deed::command
