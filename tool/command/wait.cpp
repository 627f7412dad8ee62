#include "command/wait.h"

#include <fmt/format.h>

#include "base/text.h"
#include "domain/revision_symbol.h"
#include "history/state.h"
#include "runner/session.h"

namespace deed::command {

namespace {

// What is still missing in the history; empty when all is there.
std::vector<std::string> missing(const RevisionGraph& graph, const History& history, const std::string& target) {
  std::vector<std::string> ids;
  for (const std::string& id : named_revisions(graph, target)) {
    if (!history.applied(id)) {
      ids.push_back(id);
    }
  }
  return ids;
}

void wait_for(Invocation& invocation, const Service& service, const std::string& target, const Deadline& deadline) {
  runner::RunSettings settings = run_settings(*service.config, invocation);
  settings.connect_timeout = std::max(deadline.left(), Duration(1));
  postgres::Connection connection = runner::open_session(settings, runner::SessionUse::read, invocation.cancellation, invocation.log);
  Backoff backoff(Duration(100), Duration(2000));
  Deadline next_message(Duration(0));
  while (true) {
    // A history in another table than deed.toml says would be waited for in vain: the ownership table tells, to whom it is visible.
    const std::vector<std::string> left =
        missing(service.graph, history::read_visible_state(connection, settings.version_table, service.name()).history(), target);
    if (left.empty()) {
      return;
    }
    if (deadline.passed()) {
      throw Error(ErrorKind::wait_timeout,
                  {.what = fmt::format("{} has not reached {}.", service.name(), join(left, ", ")),
                   .where = to_string(connection.endpoint()),
                   .hint = "Look at the Job that upgrades it (`deed status`), or allow more time with --timeout."});
    }
    if (next_message.passed()) {
      invocation.log.info("deed.wait", fmt::format("Waiting for {} of {}", join(left, ", "), service.name()));
      next_message = Deadline(Duration(10'000));
    }
    invocation.cancellation.sleep(std::min(backoff.next(), deadline.left()));
  }
}

}  // namespace

void wait(Invocation& invocation, const Configs& services, const std::string& target, Duration timeout) {
  const Deadline deadline(timeout);
  for (const config::ServiceConfig* config : services) {
    const Service service = require_service(*config);
    require_revisions(service);
    wait_for(invocation, service, target, deadline);
  }
}

}  // namespace deed::command
