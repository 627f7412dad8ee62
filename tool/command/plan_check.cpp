#include "command/plan_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

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

Error strange(ErrorKind kind, const Service& service, std::string what, const std::vector<std::string>& revisions, std::string hint) {
  return Error(kind, {.what = fmt::format("{} {}", what, fmt::join(revisions, ", ")),
                      .where = fmt::format("history of {}", service.name()),
                      .hint = std::move(hint)});
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

void refuse_strange_history(const Service& service, const History& history, Log& log) {
  const HistoryComparison comparison = compare_history(service.graph, history);
  if (!comparison.edited.empty()) {
    throw to_error(comparison.edited);
  }
  if (!comparison.diverged.empty()) {
    throw strange(ErrorKind::diverged, service, "The database has revisions that do not fit these files:", comparison.diverged,
                  "Use the files that were applied, or merge the two lines in a new revision.");
  }
  if (comparison.ahead.empty()) {
    return;
  }
  if (service.config->revisions.ahead == config::AheadPolicy::refuse) {
    throw strange(ErrorKind::diverged, service, "The database is ahead of these files by", comparison.ahead,
                  "Use the newer files; deed.toml says ahead = \"refuse\".");
  }
  log.warning("deed.runner", fmt::format("The database is ahead of these files by {}: {}", count_of(comparison.ahead.size(), "revision"),
                                         join(comparison.ahead, ", ")));
}

}  // namespace deed::command
