#include "command/outlook.h"

#include <fmt/format.h>

#include "base/phase.h"
#include "base/text.h"
#include "command/forgotten_objects.h"
#include "command/plan_check.h"
#include "command/strange_history.h"
#include "history/state.h"

namespace deed::command {

Lookout::Lookout(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, history::TableName table)
    : invocation_(invocation), service_(service), library_(library), planner_(planner), table_(std::move(table)) {}

Outlook Lookout::look(postgres::Connection& connection, std::optional<bool> tables_ready) {
  const history::State state = in_phase(invocation_.log, "read history",
                                        [&] { return history::read_state_to_run(connection, table_, service_.name(), tables_ready); });
  const Phase phase(invocation_.log, "plan and check");
  const History history = state.history();
  refuse_strange_history(service_, history, connection, invocation_.log);
  Plan plan = planner_(service_.graph, history);
  AppliedSteps applied(service_, history, library_, connection);
  Holdings own = applied.fold();
  OwnershipMap map = database_map(service_, state, own);
  StepwiseMap owners(service_.name(), std::move(map), std::move(applied), std::move(own));
  const std::map<std::string, std::string> others = tables_of_others(state, service_);
  if (plan.direction == Direction::downgrade) {
    refuse_to_go_down_from_ahead(service_, history, connection);
    refuse_to_break_others(connection, others, service_, plan.ids());
  }
  if (plan.direction == Direction::upgrade && history.empty()) {
    refuse_forgotten_objects(service_, library_, plan, owners.map(), connection);
  }
  std::vector<UnmetDependency> unmet = cut_at_unmet_dependency(connection, others, plan);
  // Warnings once, though the plan is judged again under the lock.
  refuse_findings(check_plan(service_, library_, plan, owners.map(), owners.applied()), invocation_.log, warned_);
  return {std::move(plan), std::move(unmet), std::move(owners), state.ownership_table_exists, state.is_ready(service_.name())};
}

// A revision whose `Depends On` is not applied holds up itself and what follows; what comes before it runs. Whether it is allowed is
// asked when the others have done their part: perhaps the share it needs is still to come.
std::vector<UnmetDependency> Lookout::cut_at_unmet_dependency(postgres::Connection& connection,
                                                              const std::map<std::string, std::string>& others, Plan& plan) const {
  if (plan.direction == Direction::downgrade) {
    return {};
  }
  for (std::size_t i = 0; i < plan.revisions.size(); ++i) {
    std::vector<UnmetDependency> unmet = unmet_dependencies(connection, others, service_, *plan.revisions[i].revision);
    if (!unmet.empty()) {
      plan.revisions.resize(i);
      return unmet;
    }
  }
  return {};
}

void tell_nothing_to_do(Log& log, const std::string& service) {
  log.info(
      {.source = "deed.runner", .event = Event::nothing_to_do, .message = fmt::format("Nothing to do: {} is where it shall be", service)});
}

void tell_running(Log& log, const Revision& revision, Direction direction, int step, std::size_t count) {
  const std::string parents = join(revision.revises, ", ");
  const std::string which = count == 1 ? "" : fmt::format(" (step {} of {})", step, count);
  const std::string way =
      direction == Direction::upgrade ? fmt::format("{} -> {}", parents, revision.id) : fmt::format("{} -> {}", revision.id, parents);
  log.info({.source = "deed.runner",
            .event = Event::step_started,
            .message = fmt::format("Running {} {}, {}{}", word(direction), way, one_line(revision.message), which),
            .revision = revision.id,
            .step = step,
            .steps = static_cast<int>(count)});
}

}  // namespace deed::command
