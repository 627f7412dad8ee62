#include "command/tenants.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "base/text.h"
#include "command/failures.h"
#include "config/tenants.h"
#include "domain/run_figures.h"
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

// What goes as it should, once for each tenant: of many only what holds one up or goes wrong is of interest.
bool is_routine(Event event) {
  constexpr std::array routine{Event::connected, Event::trace,   Event::notice,  Event::nothing_to_do,  Event::step_started,
                               Event::step_done, Event::adopted, Event::stamped, Event::commit_resolved};
  return std::find(routine.begin(), routine.end(), event) != routine.end();
}

// Says which tenant it is about, and adds up what was done.
class TenantLog : public Log {
 public:
  TenantLog(Log& to, const std::string& tenant, bool of_many) : to_(to), tenant_(tenant), of_many_(of_many) {}

  void write(const LogEvent& event) override {
    figures_.add(event);
    stamped_ += event.event == Event::stamped ? 1U : 0U;
    nothing_to_do_ = nothing_to_do_ || event.event == Event::nothing_to_do;
    LogEvent told = event;
    told.tenant = tenant_;
    told.level = of_many_ && event.level == LogLevel::info && is_routine(event.event) ? LogLevel::debug : event.level;
    to_.write(told);
  }

  std::size_t revisions() const {
    const std::vector<ServiceFigures> services = figures_.services();
    return (services.empty() ? 0 : services.front().revisions) + stamped_;
  }
  bool nothing_to_do() const { return nothing_to_do_; }

 private:
  Log& to_;
  const std::string& tenant_;
  bool of_many_;
  RunFigures figures_{};
  std::size_t stamped_ = 0;
  bool nothing_to_do_ = false;
};

// What all tenants would meet, and no tenant by itself.
bool concerns_all(const Error& error) {
  return error.kind() == ErrorKind::unreachable || error.kind() == ErrorKind::authentication ||
         error.kind() == ErrorKind::unsuitable_server;
}

class TenantsRun {
 public:
  TenantsRun(Invocation& invocation, const Service& service, const TenantsWork& work, std::vector<std::string> tenants)
      : invocation_(invocation), service_(service), work_(work) {
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
    return end;
  }

 private:
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
      TenantLog log(invocation_.log, outcome->tenant, outcomes_.size() > 1);
      const SteadyTime begin = std::chrono::steady_clock::now();
      try {
        const config::ServiceConfig config = config::for_tenant(*service_.config, outcome->tenant);
        service.config = &config;
        Invocation invocation = with_log(invocation_, log);
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
      end(*outcome, failure);
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

  void end(TenantOutcome& outcome, const std::exception_ptr& failure) {
    ++ended_;
    if (!failure) {
      return;
    }
    try {
      std::rethrow_exception(failure);
    } catch (const Error& error) {
      outcome.state = is_signal(error) ? State::not_reached : State::failed;
      if (is_signal(error) || (concerns_all(error) && !stop_)) {
        stop_ = error;
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
      invocation_.log.warning({.source = kSource,
                               .event = Event::tenant_failed,
                               .message = fmt::format("failed: {}", error.text().what),
                               .service = service_.name(),
                               .tenant = outcome.tenant,
                               .run_id = work_.run_id,
                               .sqlstate = error.sqlstate(),
                               .duration = outcome.duration,
                               .failure = error.kind(),
                               .reason = error.text().what});
    }
  }

  // Of a single tenant its own failure.
  std::optional<Error> summary() const {
    if (!worst_ || outcomes_.size() == 1) {
      return worst_;
    }
    constexpr std::size_t kNamed = 10;
    ErrorText text = worst_->text();
    const std::size_t left = not_reached();
    text.details.insert(text.details.begin(), fmt::format("{} of {} failed{}", failed_, tenants_text(outcomes_.size()),
                                                          left == 0 ? "" : fmt::format(", {} not reached", left)));
    std::size_t named = 0;
    for (const TenantOutcome& outcome : outcomes_) {
      if (outcome.state == State::failed && ++named <= kNamed) {
        text.details.push_back(fmt::format("{}: {} ({})", outcome.tenant, outcome.reason, outcome.exit_code));
      }
    }
    if (named > kNamed) {
      text.details.push_back(fmt::format("and {} more", named - kNamed));
    }
    return Error(worst_->kind(), std::move(text)).with_sqlstate(worst_->sqlstate());
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
