#include "runner/step_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <variant>

#include "base/phase.h"
#include "runner/guarded_transaction.h"

namespace deed::runner {

namespace {

bool claims_something(const ParsedStep& step) {
  return std::any_of(step.items.begin(), step.items.end(), [](const auto& item) {
    const auto* directive = std::get_if<Directive>(&item);
    return directive != nullptr && directive->kind == DirectiveKind::claim;
  });
}

StepOutcome run_by_kind(StepSession& session, const StepRequest& request) {
  switch (request.step->kind) {
    case StepKind::transactional: return run_transactional(session, request);
    case StepKind::autocommit: return run_autocommit(session, request);
    case StepKind::repeat: return run_repeat(session, request);
    case StepKind::adopt: return run_adopt(session, request);
  }
  return StepOutcome::done;
}

}  // namespace

void refuse_claims_of_parts(StepSession& session, const StepRequest& request) {
  if (claims_something(*request.step)) {
    refuse_foreign_parts(session, request, request.delta, session.current(*request.map));
  }
}

StepOutcome run_step(StepSession& session, const StepRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  refuse_claims_of_parts(session, request);
  const StepOutcome outcome = run_by_kind(session, request);
  if (outcome != StepOutcome::part_done_connection_lost) {
    const auto took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin);
    LogEvent event = request.tells(Event::step_done, fmt::format("Step {} of {} of revision {} is done: {} ms", request.number,
                                                                 request.count, request.revision->id, took.count()));
    event.duration = took;
    session.log.debug(std::move(event));
  }
  return outcome;
}

StepOutcome run_transactional(StepSession& session, const StepRequest& request) {
  return retrying(session, request, [&] {
    Phases phases(session.log, request.tells(Event::phase_done, ""));
    phases.next("statements");
    GuardedTransaction transaction(session, request);
    HistoryEvent event = session.event(request, request.finishing());
    event.rows = transaction.run_statements();
    phases.next("guard");
    transaction.guard();
    phases.next("commit");
    return transaction.write_and_commit(std::move(event), request.delta);
  });
}

}  // namespace deed::runner
