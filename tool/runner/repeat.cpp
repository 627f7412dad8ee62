// Steps of one statement that runs again and again, each time in a guarded transaction of its own, until it touches no row. Nothing has
// to be resumed: what an earlier run did is done, and the statement finds what is left.
#include <fmt/format.h>

#include <chrono>

#include "domain/repeat_progress.h"
#include "history/records.h"
#include "runner/guarded_transaction.h"
#include "runner/step_runner.h"

namespace deed::runner {

namespace {

RepeatProgress progress_of(StepSession& session, const StepRequest& request) {
  const std::int64_t before =
      request.statements_done == 0 ? 0 : history::rows_so_far(session.connection, session.settings.version_table, request.revision->id);
  return {request.statements_done, before};
}

void tell(const StepSession& session, const StepRequest& request, std::string_view what, const std::optional<std::string>& progress) {
  if (progress) {
    session.log.info(request.tells(Event::repeat_progress,
                                   fmt::format("Step {} of revision {}{}: {}", request.number, request.revision->id, what, *progress)));
  }
}

}  // namespace

StepOutcome run_repeat(StepSession& session, const StepRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  const auto elapsed = [&] { return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin); };
  RepeatProgress progress = progress_of(session, request);
  for (int iteration = request.statements_done + 1;; ++iteration) {
    std::int64_t rows = 0;
    const StepOutcome outcome = retrying(session, request, [&] {
      GuardedTransaction transaction(session, request);
      rows = transaction.run_statements();
      transaction.guard();
      // The iteration that touches no row finishes the step; the text of the others is that of the first.
      HistoryEvent event = session.event(request, rows == 0 ? request.finishing() : EventKind::done);
      event.rows = rows;
      if (rows > 0) {
        event.statement = iteration;
        event.checksum.clear();
        event.sql = iteration == 1 ? event.sql : "";
      }
      return transaction.write_and_commit(std::move(event), rows == 0 ? request.delta : ownership::RowDelta{});
    });
    if (rows == 0) {
      tell(session, request, " is done", progress.total(elapsed()));
      return outcome;
    }
    tell(session, request, "", progress.add(rows, elapsed()));
    if (outcome == StepOutcome::done_connection_lost) {
      return StepOutcome::part_done_connection_lost;
    }
    session.cancellation.sleep(request.step->pause);
  }
}

}  // namespace deed::runner
