#include "command/run.h"

#include <fmt/format.h>

#include <utility>

#include "base/phase.h"
#include "command/outlook.h"
#include "command/role_warning.h"
#include "command/tenants.h"
#include "history/writer.h"
#include "runner/runner_lock.h"
#include "runner/session.h"
#include "runner/step_runner.h"

namespace deed::command {

namespace {

enum class Next { finish, connect_again, wait };

class Run {
 public:
  Run(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options,
      std::optional<postgres::FirstTry> begun)
      : run_(invocation, *service.config, options.run_id),
        service_(service),
        library_(library),
        options_(options),
        begun_(std::move(begun)),
        lookout_(invocation_, service, library, planner, settings_.version_table) {
    run_.settings.tag = options.tag;
  }

  void run() {
    const Deadline wait_until(options_.wait_dependencies);
    library_.read_ahead(service_.graph);
    while (true) {
      auto [connection, tables_ready] = open();
      Outlook outlook = lookout_.look(connection, tables_ready);
      const Next next = outlook.plan.revisions.empty() ? nothing_to_run(outlook) : run_locked(connection, outlook);
      if (next == Next::finish) {
        keep(connection);
        return;
      }
      if (next == Next::wait) {
        wait_for_dependencies(connection, outlook.unmet, wait_until);
      }
    }
  }

 private:
  runner::SessionToRun open() {
    const Phase phase(invocation_.log, "connect");
    if (options_.sessions != nullptr) {
      return runner::open_or_reuse(settings_, *options_.sessions, invocation_.cancellation, invocation_.log);
    }
    return runner::open_session_to_run(settings_, invocation_.cancellation, invocation_.log, std::exchange(begun_, std::nullopt));
  }

  void keep(postgres::Connection& connection) const {
    if (options_.sessions != nullptr) {
      options_.sessions->kept = std::move(connection);
    }
  }

  Next nothing_to_run(const Outlook& outlook) {
    if (!outlook.unmet.empty()) {
      return Next::wait;
    }
    if (options_.tells_nothing_to_do) {
      tell_nothing_to_do(invocation_.log, service_.name());
    }
    return Next::finish;
  }

  // Leaves in `outlook` what it saw last.
  Next run_locked(postgres::Connection& connection, Outlook& outlook) {
    const runner::RunnerLock lock = in_phase(invocation_.log, "take runner lock", [&] {
      return runner::RunnerLock(connection, settings_.version_table, settings_.runner_wait, invocation_.cancellation, invocation_.log);
    });
    if (!outlook.tables_ready) {
      const Phase creation(invocation_.log, "create deed's tables");
      history::ensure_tables(connection, settings_.version_table, enrolment(*service_.config), settings_.runner_wait,
                             invocation_.cancellation);
    }
    // Somebody else may have run in the meantime: only what is read under the lock counts.
    outlook = lookout_.look(connection);
    if (outlook.plan.revisions.empty()) {
      return nothing_to_run(outlook);
    }
    warn_of_role(connection, outlook.owners.map(), service_.name(), invocation_);
    runner::StepSession session(connection, settings_, lock.key(), invocation_.cancellation, invocation_.log);
    session.sessions = options_.sessions;
    for (const PlannedRevision& planned : outlook.plan.revisions) {
      if (run_revision(session, outlook, planned) != runner::StepOutcome::done) {
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
      tell_running(invocation_.log, revision, direction, static_cast<int>(i) + 1, steps.size());
      const bool first = i == static_cast<std::size_t>(planned.steps_done);
      runner::StepRequest request{.revision = &revision,
                                  .step = &steps[i],
                                  .number = static_cast<int>(i) + 1,
                                  .count = static_cast<int>(steps.size()),
                                  .statements_done = first ? planned.statements_done : 0,
                                  .statement_started = first && planned.statement_started,
                                  .started_checksum = planned.started_checksum,
                                  .map = &outlook.owners.map()};
      request.delta = outlook.owners.begin(revision, steps[i], request.is_last());
      outcome = runner::run_step(session, request);
      outlook.owners.finish(revision, steps[i], request.is_last());
    }
    return outcome;
  }

  void wait_for_dependencies(postgres::Connection& connection, const std::vector<UnmetDependency>& unmet, const Deadline& until) {
    Backoff backoff(Duration(100), Duration(2000));
    const Revision& revision = *service_.graph.find(unmet.front().revision);
    if (!until.passed()) {
      invocation_.log.info({.source = "deed.runner",
                            .event = Event::dependency_wait,
                            .message = fmt::format("Waiting for {}, which revision {} depends on", to_string(unmet.front().dependency),
                                                   unmet.front().revision),
                            .revision = unmet.front().revision});
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

  ServiceRun run_;
  Invocation& invocation_ = run_.invocation;
  const runner::RunSettings& settings_ = run_.settings;
  const Service& service_;
  StepLibrary& library_;
  const RunOptions& options_;
  std::optional<postgres::FirstTry> begun_;
  Lookout lookout_;
};

}  // namespace

void run_plan(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options,
              std::optional<postgres::FirstTry> begun) {
  Run(invocation, service, library, planner, options, std::move(begun)).run();
}

}  // namespace deed::command
