#include "command/wait.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "base/text.h"
#include "command/failures.h"
#include "domain/revision_symbol.h"
#include "history/state.h"
#include "runner/session.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.wait";

// For the last look at a service, when the others have used the time up.
constexpr Duration kLeastPatience(1000);

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

// A server that comes up, fails over, has no connection free, does not have the database yet; a standby that ends a query for its own sake.
bool may_pass(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::unreachable:
    case ErrorKind::terminated_by_server:
    case ErrorKind::server_resource:
    case ErrorKind::contention: return true;
    default: return false;
  }
}

// A session in which to look, until it has been seen what is waited for: another one where it is lost.
class Visit {
 public:
  Visit(Invocation& invocation, const config::ServiceConfig& config, const Deadline& deadline)
      : run_(invocation, config), deadline_(deadline) {}

  void until_seen(const std::function<void(postgres::Connection&)>& look) {
    while (true) {
      try {
        run_.settings.connect_timeout = std::max(deadline_.left(), kLeastPatience);
        postgres::Connection connection =
            runner::open_session(run_.settings, runner::SessionUse::read, run_.invocation.cancellation, run_.log);
        told_.clear();
        look(connection);
        return;
      } catch (const Error& error) {
        if (!may_pass(error) || deadline_.passed()) {
          throw;
        }
        tell(error);
        sleep();
      }
    }
  }

  void sleep() { run_.invocation.cancellation.sleep(std::min(backoff_.next(), deadline_.left())); }
  ServiceRun& run() { return run_; }

 private:
  // Each new reason once.
  void tell(const Error& error) {
    if (error.text().what != told_) {
      told_ = error.text().what;
      run_.log.warning({.source = kSource,
                        .event = Event::connect_retry,
                        .message = fmt::format("Connecting again: {}", told_),
                        .sqlstate = error.sqlstate(),
                        .failure = error.kind()});
    }
  }

  ServiceRun run_;
  const Deadline& deadline_;
  Backoff backoff_{Duration(100), Duration(2000)};
  std::string told_;
};

class Waiting {
 public:
  Waiting(Invocation& invocation, const Service& service, const std::string& target, const Deadline& deadline)
      : visit_(invocation, *service.config, deadline), service_(service), target_(target), deadline_(deadline) {}

  void wait() {
    visit_.until_seen([&](postgres::Connection& connection) { look_until_there(connection); });
  }

 private:
  void look_until_there(postgres::Connection& connection) {
    while (true) {
      // A history in another table than deed.toml says would be waited for in vain: the ownership table tells, to whom it is visible.
      const history::State state = history::read_visible_state(connection, version_table(*service_.config), service_.name());
      const std::vector<std::string> left = missing(service_.graph, state.history(), target_);
      if (left.empty()) {
        visit_.run().log.debug({.source = kSource,
                                .event = Event::service_done,
                                .message = fmt::format("{} is there after {}", service_.name(), roughly(waited())),
                                .duration = waited()});
        return;
      }
      if (deadline_.passed()) {
        throw Error(ErrorKind::wait_timeout,
                    {.what = fmt::format("{} has not reached {}.", service_.name(), join(left, ", ")),
                     .where = to_string(connection.endpoint()),
                     .hint = "Look at the Job that upgrades it (`deed status`), or allow more time with --timeout."});
      }
      tell(left);
      visit_.sleep();
    }
  }

  // On a terminal at each look, as one line; elsewhere now and then.
  void tell(const std::vector<std::string>& left) {
    const bool due = waited() >= next_line_;
    next_line_ = due ? next_sign_of_life(waited()) : next_line_;
    visit_.run().log.info({.source = kSource,
                           .event = Event::revision_wait,
                           .message = fmt::format("Waiting for {} of {} ({})", join(left, ", "), service_.name(), roughly(waited())),
                           .revision = left.front(),
                           .duration = waited(),
                           .line = due ? LineUse::replaced : LineUse::terminal_only});
  }

  Duration waited() const { return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_); }

  Visit visit_;
  const Service& service_;
  const std::string& target_;
  const Deadline& deadline_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  Duration next_line_{0};
};

}  // namespace

void wait(Invocation& invocation, const Configs& configs, const std::string& target, Duration timeout) {
  std::vector<Service> services;
  for (const config::ServiceConfig* config : configs) {
    services.push_back(require_service(*config));
    require_revisions(services.back());
    // A symbol that is in no file is told at once, and not when the services before it are there.
    named_revisions(services.back().graph, target);
  }
  const Deadline deadline(timeout);
  Failures failures(invocation.log);
  for (const Service& service : services) {
    try {
      Waiting(invocation, service, target, deadline).wait();
    } catch (const Error& error) {
      // In vain for one: the others are looked at once more, so that all are named. Anything else ends the waiting.
      if (error.kind() != ErrorKind::wait_timeout || services.size() == 1) {
        throw;
      }
      failures.add(service.name(), error);
    }
  }
  failures.rethrow();
}

void wait_for_database(Invocation& invocation, const Configs& configs, Duration timeout) {
  const Deadline deadline(timeout);
  for (const config::ServiceConfig* config : configs) {
    Visit(invocation, *config, deadline).until_seen([](postgres::Connection&) {});
  }
}

}  // namespace deed::command
