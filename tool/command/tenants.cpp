#include "command/tenants.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include "base/text.h"
#include "command/failures.h"
#include "command/tenant_log.h"
#include "config/tenants.h"
#include "history/state.h"
#include "history/tenant_histories.h"
#include "runner/session.h"

namespace deed::command {

namespace {

constexpr const char* kSource = "deed.tenants";

using SteadyTime = std::chrono::steady_clock::time_point;
using State = TenantOutcome::State;

Duration since(SteadyTime begin) { return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin); }

std::string tenants_text(std::size_t count) {
  return fmt::format("{} {}", with_commas(static_cast<std::int64_t>(count)), count == 1 ? "tenant" : "tenants");
}

// What all tenants would meet, and no tenant by itself.
bool concerns_all(const Error& error) {
  return error.kind() == ErrorKind::unreachable || error.kind() == ErrorKind::authentication ||
         error.kind() == ErrorKind::unsuitable_server;
}

class TenantsRun {
 public:
  TenantsRun(Invocation& invocation, const Service& service, const TenantsWork& work, std::vector<std::string> tenants)
      : invocation_(invocation),
        service_(service),
        work_(work),
        own_patience_(service.config->database.retry_for),
        patience_(work.patience == nullptr ? own_patience_ : *work.patience) {
    for (std::string& tenant : tenants) {
      outcomes_.push_back({.tenant = std::move(tenant)});
    }
  }

  // Those that have nothing to do, by a look at all histories.
  void leave_out_settled(postgres::Connection& connection) {
    if (!work_.settled || outcomes_.size() < 2) {
      return;
    }
    std::vector<std::string> schemas;
    for (const TenantOutcome& outcome : outcomes_) {
      schemas.push_back(outcome.tenant);
    }
    // Whose history could not be read now is looked at when its turn comes.
    const auto histories = history::read_histories(connection, schemas, version_table(*service_.config).name).read;
    for (TenantOutcome& outcome : outcomes_) {
      const auto history = histories.find(outcome.tenant);
      if (history != histories.end() && work_.settled(service_.graph, history->second)) {
        outcome.state = State::nothing_to_do;
        ++ended_;
      }
    }
  }

  TenantsEnd run(std::size_t parallel) {
    const std::size_t open = outcomes_.size() - ended_;
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < std::min(parallel, open); ++i) {
        threads.emplace_back([this] { work(); });
      }
      follow();
    }
    if (bug_) {
      std::rethrow_exception(bug_);
    }
    TenantsEnd end{.result = {.service = service_.name(), .duration = since(begin_)},
                   .failure = stop_ && is_signal(*stop_) ? stop_ : summary()};
    end.result.tenants = std::move(outcomes_);
    tell_counts(end.result);
    return end;
  }

 private:
  void tell_counts(const TenantsResult& result) const {
    const TenantCounts counts{.done = result.count(State::done),
                              .nothing_to_do = result.count(State::nothing_to_do),
                              .failed = result.count(State::failed),
                              .not_reached = result.count(State::not_reached)};
    invocation_.log.info({.source = kSource,
                          .event = Event::tenants_ended,
                          .message = fmt::format("{} are done", tenants_text(counts.done + counts.nothing_to_do)),
                          .service = service_.name(),
                          .run_id = work_.run_id,
                          .duration = result.duration,
                          .tenants = counts,
                          .line = LineUse::for_programs});
  }

  bool over() const { return ended_ == outcomes_.size() || stop_ || bug_; }

  // What each thread does until nothing is left. Sessions and parsed steps serve one tenant after the other.
  void work() {
    Service service = service_;
    StepLibrary library;
    runner::Sessions sessions;
    std::unique_lock lock(mutex_);
    while (TenantOutcome* outcome = next()) {
      lock.unlock();
      std::exception_ptr failure;
      TenantLog log(invocation_.log, outcome->tenant, outcomes_.size() > 1, patience_);
      const SteadyTime begin = std::chrono::steady_clock::now();
      try {
        const config::ServiceConfig config = config::for_tenant(*service_.config, outcome->tenant);
        service.config = &config;
        Invocation invocation = with_log(invocation_, log);
        if (outcomes_.size() > 1) {
          invocation.patience = [this] { return patience_.left(); };
        }
        TenantPart part{invocation, service, library, sessions};
        work_.run(part);
      } catch (...) {
        failure = std::current_exception();
        sessions = {};
      }
      lock.lock();
      outcome->duration = since(begin);
      outcome->revisions = log.revisions();
      outcome->state = log.nothing_to_do() ? State::nothing_to_do : State::done;
      end(*outcome, failure, log.held_up());
      changed_.notify_all();
    }
  }

  // Below: with the mutex held.

  TenantOutcome* next() {
    while (next_ < outcomes_.size() && !stop_ && !bug_) {
      TenantOutcome& outcome = outcomes_[next_++];
      if (outcome.state == State::not_reached) {
        return &outcome;
      }
    }
    return nullptr;
  }

  void end(TenantOutcome& outcome, const std::exception_ptr& failure, Duration held_up) {
    ++ended_;
    if (!failure) {
      return;
    }
    try {
      std::rethrow_exception(failure);
    } catch (const history::Denied& error) {
      // What all of them lack is told as one script.
      missing_grants_ += missing_grants_.empty() || missing_grants_.ends_with('\n') ? "" : "\n";
      missing_grants_ += error.sql();
      outcome.state = State::failed;
      fail(outcome, error);
    } catch (const Error& error) {
      outcome.state = is_signal(error) ? State::not_reached : State::failed;
      if (is_signal(error) || (concerns_all(error) && !stop_)) {
        stop_ = error;
      }
      // A lock on the tenant's version table, for which no step waits.
      if (error.kind() == ErrorKind::lock_busy && held_up == Duration(0)) {
        patience_.spend(outcome.duration);
      }
      if (!is_signal(error)) {
        fail(outcome, error);
      }
    } catch (...) {
      bug_ = failure;
    }
  }

  void fail(TenantOutcome& outcome, const Error& error) {
    outcome.exit_code = static_cast<int>(error.kind());
    outcome.reason = error.text().what;
    outcome.where = error.text().where;
    ++failed_;
    if (!worst_ || (worst_->kind() != error.kind() && worst(worst_->kind(), error.kind()) == error.kind())) {
      worst_ = error;
    }
    if (outcomes_.size() > 1) {
      tell_failed(outcome, error);
    }
  }

  // Of many that fail alike a few are enough for a person; the summary has the rest.
  void tell_failed(const TenantOutcome& outcome, const Error& error) {
    constexpr std::size_t kToldOfAKind = 3;
    const std::size_t before = told_[failure_key(outcome)]++;
    LogEvent event{.source = kSource,
                   .event = Event::tenant_failed,
                   .message = fmt::format("failed: {}", error.text().what),
                   .service = service_.name(),
                   .tenant = outcome.tenant,
                   .run_id = work_.run_id,
                   .sqlstate = error.sqlstate(),
                   .duration = outcome.duration,
                   .failure = error.kind(),
                   .reason = error.text().what,
                   .line = before < kToldOfAKind ? LineUse::own : LineUse::for_programs};
    invocation_.log.warning(std::move(event));
    if (before == kToldOfAKind) {
      LogEvent more{.source = kSource, .message = "More tenants fail in this way: the summary counts them", .service = service_.name()};
      more.run_id = work_.run_id;
      invocation_.log.warning(std::move(more));
    }
  }

  // Of a single tenant its own failure.
  std::optional<Error> summary() const {
    if (!worst_ || outcomes_.size() == 1) {
      return worst_;
    }
    constexpr std::size_t kWays = 10;
    constexpr std::size_t kNames = 3;
    ErrorText text = worst_->text();
    const std::size_t left = not_reached();
    text.details.insert(text.details.begin(), fmt::format("{} of {} failed{}", failed_, tenants_text(outcomes_.size()),
                                                          left == 0 ? "" : fmt::format(", {} not reached", left)));
    const std::vector<TenantFailures> ways = failures_alike(outcomes_);
    for (std::size_t i = 0; i < std::min(ways.size(), kWays); ++i) {
      const TenantFailures& alike = ways[i];
      const std::string count = alike.tenants.size() == 1 ? "" : tenants_text(alike.tenants.size()) + ": ";
      text.details.push_back(fmt::format("{}{}: {} ({})", count, first_names(alike.tenants, kNames), alike.reason, alike.exit_code));
    }
    if (ways.size() > kWays) {
      text.details.push_back(fmt::format("and {} more in other ways", ways.size() - kWays));
    }
    if (!missing_grants_.empty()) {
      text.hint = (worst_->kind() == ErrorKind::denied ? "" : text.hint + "\n       ") + history::for_dba(grants_text());
    }
    return Error(worst_->kind(), std::move(text)).with_sqlstate(worst_->sqlstate());
  }

  // So much as can be read.
  std::string grants_text() const {
    constexpr std::size_t kMost = 200;
    const std::vector<std::string_view> lines = split_lines(missing_grants_);
    std::string text;
    for (std::size_t i = 0; i < std::min(lines.size(), kMost); ++i) {
      text += fmt::format("{}\n", lines[i]);
    }
    return lines.size() <= kMost ? text
                                 : text + fmt::format("-- and {} more: `deed ownership roles` prints all of them\n", lines.size() - kMost);
  }

  std::size_t not_reached() const {
    return static_cast<std::size_t>(
        std::count_if(outcomes_.begin(), outcomes_.end(), [](const TenantOutcome& o) { return o.state == State::not_reached; }));
  }

  // How things go, while the threads work.
  void follow() {
    Duration next_line = next_sign_of_life(Duration(0));
    std::unique_lock lock(mutex_);
    while (!over()) {
      const Duration elapsed = since(begin_);
      const bool due = elapsed >= next_line;
      next_line = due ? next_sign_of_life(elapsed) : next_line;
      invocation_.log.info({.source = kSource,
                            .event = Event::services_progress,
                            .message = fmt::format("{} of {} ended after {}{}", ended_, tenants_text(outcomes_.size()), roughly(elapsed),
                                                   failed_ == 0 ? "" : fmt::format("; {} failed", failed_)),
                            .service = service_.name(),
                            .duration = elapsed,
                            .line = due ? LineUse::replaced : LineUse::terminal_only});
      changed_.wait_for(lock, std::chrono::seconds(1), [&] { return over(); });
    }
  }

  Invocation& invocation_;
  const Service& service_;
  const TenantsWork& work_;
  Patience own_patience_;
  Patience& patience_;
  const SteadyTime begin_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<TenantOutcome> outcomes_;
  std::size_t next_ = 0;
  std::size_t ended_ = 0;
  std::size_t failed_ = 0;
  // Of those that failed.
  std::optional<Error> worst_;
  // A request to stop, or what concerns all.
  std::optional<Error> stop_;
  // What is no failure of the run.
  std::exception_ptr bug_;
  // SQL for a DBA, of all that were denied.
  std::string missing_grants_;
  // How many failed in which way.
  std::map<std::string, std::size_t> told_;
};

// The tenants; waits for another service to bring what tells them.
std::vector<std::string> listed_in_time(postgres::Connection& connection, ServiceRun& look, const Service& service,
                                        const TenantSelection& selection, Duration patience) {
  const Deadline deadline(patience);
  Backoff backoff(Duration(100), Duration(2000));
  bool told = false;
  while (true) {
    try {
      return list_tenants(connection, *service.config, selection);
    } catch (const TenantsNotThere& error) {
      if (patience == Duration(0)) {
        throw;
      }
      if (deadline.passed()) {
        throw error.in_vain();
      }
      if (!told) {
        look.log.info({.source = kSource,
                       .event = Event::dependency_wait,
                       .message = fmt::format("Waiting until the tenants can be asked for: {}", error.text().what),
                       .sqlstate = error.sqlstate()});
        told = true;
      }
      look.invocation.cancellation.sleep(std::min(backoff.next(), deadline.left()));
    }
  }
}

}  // namespace

TenantsEnd for_each_tenant(Invocation& invocation, const Service& service, const TenantSelection& selection, const TenantsWork& work) {
  std::optional<TenantsRun> run;
  {
    ServiceRun look(invocation, *service.config, work.run_id);
    postgres::Connection connection = runner::open_session(look.settings, runner::SessionUse::read, invocation.cancellation, look.log);
    run.emplace(invocation, service, work, listed_in_time(connection, look, service, selection, work.wait_for_tenants));
    run->leave_out_settled(connection);
  }
  TenantsEnd end = run->run(selection.parallel.value_or(service.config->tenants->parallel));
  end.result.shard = selection.shard;
  return end;
}

}  // namespace deed::command
