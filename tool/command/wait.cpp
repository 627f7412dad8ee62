#include "command/wait.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>

#include "base/text.h"
#include "command/failures.h"
#include "command/tenants.h"
#include "domain/revision_symbol.h"
#include "history/state.h"
#include "runner/session.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.wait";

// For the last look at a service, when the others have used the time up.
constexpr Duration kLeastPatience(1000);
constexpr Duration kLongestLook(2000);

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

// What is not there yet, and whose: "billing", "billing/tenant_1", "billing in 3 of 1,000 tenants (tenant_1, tenant_2, tenant_3)".
struct Left {
  std::vector<std::string> revisions{};
  std::string whose{};
};

Left left_of_tenants(const Service& service, const std::vector<TenantHistory>& tenants, const std::string& target) {
  constexpr std::size_t kNamed = 5;
  std::set<std::string> revisions;
  std::vector<std::string> behind;
  for (const TenantHistory& tenant : tenants) {
    const std::vector<std::string> left = missing(service.graph, tenant.history, target);
    revisions.insert(left.begin(), left.end());
    if (!left.empty()) {
      behind.push_back(tenant.tenant);
    }
  }
  const std::string names = join({behind.begin(), behind.begin() + static_cast<std::ptrdiff_t>(std::min(kNamed, behind.size()))}, ", ");
  return {{revisions.begin(), revisions.end()},
          behind.size() == 1
              ? service.name() + '/' + behind.front()
              : fmt::format("{} in {} of {} tenants ({}{})", service.name(), with_commas(static_cast<std::int64_t>(behind.size())),
                            with_commas(static_cast<std::int64_t>(tenants.size())), names, behind.size() > kNamed ? ", ..." : "")};
}

// A server that comes up, fails over, whose version table somebody has locked, has no connection free, does not have the database yet; a
// standby that ends a query for its own sake.
bool may_pass(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::unreachable:
    case ErrorKind::terminated_by_server:
    case ErrorKind::server_resource:
    case ErrorKind::lock_busy:
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
        const Duration left = std::max(deadline_.left(), kLeastPatience);
        run_.settings.connect_timeout = left;
        // A look at what somebody has locked ends soon, and as that, so that it can be told; and one that takes long in time.
        run_.settings.statement_timeout = left;
        run_.settings.lock_timeout = std::min(left / 2, kLongestLook);
        run_.settings.runner_wait = run_.settings.lock_timeout;
        postgres::Connection connection =
            runner::open_session(run_.settings, runner::SessionUse::read, run_.invocation.cancellation, run_.log);
        told_.clear();
        look(connection);
        return;
      } catch (const TenantsNotThere& error) {
        if (deadline_.passed()) {
          throw error.in_vain();
        }
        tell(error, "Asking for the tenants again");
      } catch (const Error& error) {
        if (!may_pass(error) || deadline_.passed()) {
          throw;
        }
        tell(error, "Connecting again");
      }
      sleep();
    }
  }

  void sleep() { run_.invocation.cancellation.sleep(std::min(backoff_.next(), deadline_.left())); }
  ServiceRun& run() { return run_; }

 private:
  // Each new reason once.
  void tell(const Error& error, std::string_view what_next) {
    if (error.text().what != told_) {
      told_ = error.text().what;
      run_.log.warning({.source = kSource,
                        .event = Event::connect_retry,
                        .message = fmt::format("{}: {}", what_next, told_),
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
  Waiting(Invocation& invocation, const Service& service, const WaitRequest& request, const Deadline& deadline)
      : visit_(invocation, *service.config, deadline), service_(service), request_(request), deadline_(deadline) {}

  void wait() {
    visit_.until_seen([&](postgres::Connection& connection) { look_until_there(connection); });
  }

 private:
  void look_until_there(postgres::Connection& connection) {
    while (true) {
      const Left left = look(connection);
      if (left.revisions.empty()) {
        visit_.run().log.debug({.source = kSource,
                                .event = Event::service_done,
                                .message = fmt::format("{} is there after {}", service_.name(), roughly(waited())),
                                .duration = waited()});
        return;
      }
      if (deadline_.passed()) {
        throw Error(ErrorKind::wait_timeout,
                    {.what = fmt::format("{} has not reached {}.", left.whose, join(left.revisions, ", ")),
                     .where = to_string(connection.endpoint()),
                     .hint = "Look at the Job that upgrades it (`deed status`), or allow more time with --timeout."});
      }
      tell(left);
      visit_.sleep();
    }
  }

  Left look(postgres::Connection& connection) {
    if (service_.config->tenants) {
      const std::vector<TenantHistory> tenants = tenant_histories(connection, *service_.config, request_.tenants);
      for (const TenantHistory& tenant : tenants) {
        if (tenant.failure) {
          throw *tenant.failure;
        }
      }
      return left_of_tenants(service_, tenants, request_.target);
    }
    // A history in another table than deed.toml says would be waited for in vain: the ownership table tells, to whom it is visible.
    const history::State state = history::read_visible_state(connection, version_table(*service_.config), service_.name());
    return {missing(service_.graph, state.history(), request_.target), service_.name()};
  }

  // On a terminal at each look, as one line; elsewhere now and then.
  void tell(const Left& left) {
    const bool due = waited() >= next_line_;
    next_line_ = due ? next_sign_of_life(waited()) : next_line_;
    visit_.run().log.info({.source = kSource,
                           .event = Event::revision_wait,
                           .message = fmt::format("Waiting for {} of {} ({})", join(left.revisions, ", "), left.whose, roughly(waited())),
                           .revision = left.revisions.front(),
                           .duration = waited(),
                           .line = due ? LineUse::replaced : LineUse::terminal_only});
  }

  Duration waited() const { return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_); }

  Visit visit_;
  const Service& service_;
  const WaitRequest& request_;
  const Deadline& deadline_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  Duration next_line_{0};
};

}  // namespace

void wait(Invocation& invocation, const Configs& configs, const WaitRequest& request) {
  std::vector<Service> services;
  for (const config::ServiceConfig* config : configs) {
    services.push_back(require_service(*config));
    require_revisions(services.back());
    // A symbol that is in no file is told at once, and not when the services before it are there.
    named_revisions(services.back().graph, request.target);
  }
  const Deadline deadline(request.timeout);
  Failures failures(invocation.log);
  for (const Service& service : services) {
    try {
      Waiting(invocation, service, request, deadline).wait();
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
