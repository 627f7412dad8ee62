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

class Waiting {
 public:
  Waiting(Invocation& invocation, const Service& service, const std::string& target, const Deadline& deadline)
      : invocation_(invocation),
        service_(service),
        target_(target),
        deadline_(deadline),
        settings_(run_settings(*service.config, invocation)) {}

  void wait() {
    while (true) {
      settings_.connect_timeout = std::max(deadline_.left(), Duration(1));
      postgres::Connection connection =
          runner::open_session(settings_, runner::SessionUse::read, invocation_.cancellation, invocation_.log);
      try {
        look_until_there(connection);
        return;
      } catch (const Error& error) {
        // What goes away may come back: a failover, a sidecar that is started anew.
        const bool lost = error.kind() == ErrorKind::terminated_by_server || error.kind() == ErrorKind::unreachable;
        if (!lost || deadline_.passed()) {
          throw;
        }
        invocation_.log.warning("deed.wait", fmt::format("Connecting again: {}", error.what()));
        invocation_.cancellation.sleep(std::min(backoff_.next(), deadline_.left()));
      }
    }
  }

 private:
  void look_until_there(postgres::Connection& connection) {
    while (true) {
      // A history in another table than deed.toml says would be waited for in vain: the ownership table tells, to whom it is visible.
      const std::vector<std::string> left =
          missing(service_.graph, history::read_visible_state(connection, settings_.version_table, service_.name()).history(), target_);
      if (left.empty()) {
        return;
      }
      if (deadline_.passed()) {
        throw Error(ErrorKind::wait_timeout,
                    {.what = fmt::format("{} has not reached {}.", service_.name(), join(left, ", ")),
                     .where = to_string(connection.endpoint()),
                     .hint = "Look at the Job that upgrades it (`deed status`), or allow more time with --timeout."});
      }
      if (next_message_.passed()) {
        invocation_.log.info("deed.wait", fmt::format("Waiting for {} of {}", join(left, ", "), service_.name()));
        next_message_ = Deadline(Duration(10'000));
      }
      invocation_.cancellation.sleep(std::min(backoff_.next(), deadline_.left()));
    }
  }

  Invocation& invocation_;
  const Service& service_;
  const std::string& target_;
  const Deadline& deadline_;
  runner::RunSettings settings_;
  Backoff backoff_{Duration(100), Duration(2000)};
  Deadline next_message_{Duration(0)};
};

}  // namespace

void wait(Invocation& invocation, const Configs& services, const std::string& target, Duration timeout) {
  const Deadline deadline(timeout);
  for (const config::ServiceConfig* config : services) {
    const Service service = require_service(*config);
    require_revisions(service);
    Waiting(invocation, service, target, deadline).wait();
  }
}

}  // namespace deed::command
