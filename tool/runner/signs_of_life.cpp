#include "runner/signs_of_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/lexer.h"
#include "base/text.h"
#include "runner/queries.h"
#include "runner/runner_lock.h"

namespace deed::runner {

namespace {

// Before the lock timeout ends the wait: behind it nobody can be seen to block any more.
Duration first_look(const RunSettings& settings) { return std::clamp(settings.lock_timeout / 2, Duration(10), Duration(1000)); }

}  // namespace

SignsOfLife::SignsOfLife(StepSession& session, const StepRequest& request)
    : session_(session), request_(request), first_look_(first_look(session.settings)) {
  session.connection.on_wait([this](Duration elapsed) { return look(elapsed); }, first_look_);
}

SignsOfLife::~SignsOfLife() { session_.connection.on_wait({}, Duration(0)); }

Duration SignsOfLife::look(Duration elapsed) {
  try {
    look_at_server();
  } catch (const Error&) {
    // The run itself will meet it: a lost server, a request to stop.
    server_process_ = 0;
  }
  if (elapsed >= next_sign_of_life(Duration(0))) {
    LogEvent event =
        request_.tells(Event::still_running, fmt::format("Still running after {}: {}{}", roughly(elapsed), session_.at_work, progress()));
    event.statement = session_.at_work;
    event.duration = elapsed;
    session_.log.info(std::move(event));
  }
  return next_sign_of_life(elapsed);
}

void SignsOfLife::look_at_server() {
  const std::optional<RunnerFacts> runner = lock_holder(session_.observer(), session_.lock);
  if (!runner) {
    return;
  }
  server_process_ = runner->session.pid;
  std::vector<std::string> names;
  std::string same = runner->waits_for;
  for (SessionFacts blocker : runner->blockers) {
    same += ' ' + std::to_string(blocker.pid);
    // Logs are read by more people than the page of `status`.
    blocker.query = first_words(blocker.query, 2);
    names.push_back(fmt::format("{}; {}", to_string(blocker), doing(blocker)));
  }
  blockers_ = join(names, " and ");
  if (!names.empty() && same != session_.told_waiting) {
    session_.told_waiting = same;
    LogEvent event = request_.tells(Event::lock_wait, fmt::format("Step {} of revision {} waits for {}, held up by {}", request_.number,
                                                                  request_.revision->id, runner->waits_for, blockers_));
    event.statement = session_.at_work;
    session_.log.info(std::move(event));
  }
}

std::string SignsOfLife::progress() {
  if (server_process_ == 0) {
    return "";
  }
  try {
    const postgres::Result result = session_.observer().execute(queries::index_progress, {std::to_string(server_process_)});
    return result.empty() ? "" : fmt::format(": {}", result.text(0, 0));
  } catch (const Error&) {
    return "";
  }
}

}  // namespace deed::runner
