#include "command/run.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "command/dependencies.h"
#include "command/forgotten_objects.h"
#include "command/plan_check.h"
#include "command/role_warning.h"
#include "command/stepwise_map.h"
#include "command/strange_history.h"
#include "history/writer.h"
#include "runner/runner_lock.h"
#include "runner/session.h"
#include "runner/step_runner.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.runner";

// What one look at the database says there is to do: the plan up to the first revision that has to wait for another service.
struct Outlook {
  Plan plan;
  std::vector<UnmetDependency> unmet;
  StepwiseMap owners;
};

enum class Next { finish, connect_again, wait };

class Run {
 public:
  Run(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options)
      : invocation_(invocation),
        service_(service),
        library_(library),
        planner_(planner),
        options_(options),
        settings_(run_settings(*service.config, invocation)) {
    settings_.tag = options.tag;
  }

  void run() {
    const Deadline wait_until(options_.wait_dependencies);
    while (true) {
      postgres::Connection connection = runner::open_session(settings_, runner::SessionUse::run, invocation_.cancellation, invocation_.log);
      Outlook outlook = look(connection);
      const Next next = outlook.plan.revisions.empty() ? nothing_to_run(outlook) : run_locked(connection, outlook);
      if (next == Next::finish) {
        return;
      }
      if (next == Next::wait) {
        wait_for_dependencies(connection, outlook.unmet, wait_until);
      }
    }
  }

 private:
  // Reads history and ownership in one snapshot, plans, and judges the plan by its text. Nothing is locked or changed.
  Outlook look(postgres::Connection& connection) {
    const history::State state = history::read_state(connection, settings_.version_table, service_.name());
    const History history = state.history();
    refuse_strange_history(service_, history, connection, invocation_.log);
    Plan plan = planner_(service_.graph, history);
    AppliedSteps applied(service_, history, library_, connection);
    OwnershipMap map = database_map(service_, state, applied.fold());
    StepwiseMap owners(service_.name(), std::move(map), std::move(applied));
    const std::map<std::string, std::string> others = tables_of_others(state, service_);
    if (plan.direction == Direction::downgrade) {
      refuse_to_break_others(connection, others, service_, plan.ids());
    }
    if (plan.direction == Direction::upgrade && history.empty()) {
      refuse_forgotten_objects(service_, library_, plan, owners.map(), connection);
    }
    std::vector<UnmetDependency> unmet = cut_at_unmet_dependency(connection, others, plan);
    check_plan(plan, owners);
    return {std::move(plan), std::move(unmet), std::move(owners)};
  }

  // A revision whose `Depends On` is not applied holds up itself and what follows; what comes before it runs. Whether it is allowed is
  // asked when the others have done their part: perhaps the share it needs is still to come.
  std::vector<UnmetDependency> cut_at_unmet_dependency(postgres::Connection& connection, const std::map<std::string, std::string>& others,
                                                       Plan& plan) const {
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

  void check_plan(const Plan& plan, const StepwiseMap& owners) {
    const std::vector<Finding> findings = command::check_plan(service_, library_, plan, owners.map(), owners.applied());
    for (const Finding& finding : findings) {
      // Said once, though the plan is judged again under the lock.
      if (finding.severity == Severity::warning && warned_.insert(to_string(finding.location)).second) {
        invocation_.log.warning("deed.ownership", fmt::format("{}: {}", to_string(finding.location), finding.message));
      }
    }
    if (any_error(findings)) {
      throw to_error(findings);
    }
  }

  Next nothing_to_run(const Outlook& outlook) {
    if (!outlook.unmet.empty()) {
      return Next::wait;
    }
    invocation_.log.info(kSource, fmt::format("Nothing to do: {} is where it shall be", service_.name()));
    return Next::finish;
  }

  // Leaves in `outlook` what it saw last.
  Next run_locked(postgres::Connection& connection, Outlook& outlook) {
    const runner::RunnerLock lock(connection, settings_.version_table, settings_.runner_wait, invocation_.cancellation, invocation_.log);
    history::ensure_tables(connection, settings_.version_table, service_.name(), invocation_.cancellation);
    // Somebody else may have run in the meantime: only what is read under the lock counts.
    outlook = look(connection);
    if (outlook.plan.revisions.empty()) {
      return nothing_to_run(outlook);
    }
    warn_of_role(connection, outlook.owners.map(), service_.name(), invocation_);
    runner::StepSession session(connection, settings_, lock.key(), invocation_.cancellation, invocation_.log);
    for (const PlannedRevision& planned : outlook.plan.revisions) {
      if (run_revision(session, outlook, planned) == runner::StepOutcome::done_connection_lost) {
        return Next::connect_again;
      }
    }
    return outlook.unmet.empty() ? Next::finish : Next::wait;
  }

  runner::StepOutcome run_revision(runner::StepSession& session, Outlook& outlook, const PlannedRevision& planned) {
    const Revision& revision = *planned.revision;
    const Direction direction = outlook.plan.direction;
    const std::vector<ParsedStep>& steps = library_.steps(revision, direction);
    runner::StepOutcome outcome = runner::StepOutcome::done;
    for (std::size_t i = static_cast<std::size_t>(planned.steps_done); i < steps.size() && outcome == runner::StepOutcome::done; ++i) {
      tell_running(revision, direction, i, steps.size());
      const bool first = i == static_cast<std::size_t>(planned.steps_done);
      runner::StepRequest request{.revision = &revision,
                                  .step = &steps[i],
                                  .number = static_cast<int>(i) + 1,
                                  .count = static_cast<int>(steps.size()),
                                  .statements_done = first ? planned.statements_done : 0,
                                  .statement_started = first && planned.statement_started,
                                  .map = &outlook.owners.map()};
      request.delta = outlook.owners.begin(revision, steps[i], request.is_last());
      outcome = runner::run_step(session, request);
      outlook.owners.finish(revision, steps[i], request.is_last());
    }
    return outcome;
  }

  void tell_running(const Revision& revision, Direction direction, std::size_t step, std::size_t count) {
    const std::string parents = join(revision.revises, ", ");
    const std::string which = count == 1 ? "" : fmt::format(" (step {} of {})", step + 1, count);
    const std::string way =
        direction == Direction::upgrade ? fmt::format("{} -> {}", parents, revision.id) : fmt::format("{} -> {}", revision.id, parents);
    invocation_.log.info(kSource, fmt::format("Running {} {}, {}{}", word(direction), way, one_line(revision.message), which));
  }

  void wait_for_dependencies(postgres::Connection& connection, const std::vector<UnmetDependency>& unmet, const Deadline& until) {
    Backoff backoff(Duration(100), Duration(2000));
    const Revision& revision = *service_.graph.find(unmet.front().revision);
    if (!until.passed()) {
      invocation_.log.info(kSource, fmt::format("Waiting for {}, which revision {} depends on", to_string(unmet.front().dependency),
                                                unmet.front().revision));
    }
    while (!until.passed()) {
      invocation_.cancellation.sleep(std::min(backoff.next(), until.left()));
      const history::State state = history::read_state(connection, settings_.version_table, service_.name());
      if (unmet_dependencies(connection, tables_of_others(state, service_), service_, revision).empty()) {
        return;
      }
    }
    throw unmet_error(unmet, service_);
  }

  Invocation& invocation_;
  const Service& service_;
  StepLibrary& library_;
  const Planner& planner_;
  const RunOptions& options_;
  runner::RunSettings settings_;
  std::set<std::string> warned_;
};

}  // namespace

void run_plan(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options) {
  Run(invocation, service, library, planner, options).run();
}

}  // namespace deed::command
