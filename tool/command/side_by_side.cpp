#include "command/side_by_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "base/text.h"
#include "command/dependencies.h"
#include "command/outlook.h"
#include "command/tenants.h"
#include "domain/workspace_schedule.h"

namespace deed::command {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

Duration since(SteadyTime begin) { return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin); }

// One service's share of the work. Its stretches follow one another, so that one thread at a time has it.
struct Part {
  const Service* service = nullptr;
  // One for all its stretches.
  std::string run_id{};
  StepLibrary library{};
  // Of one with tenants.
  std::optional<Patience> patience{};
  std::size_t stretches_left = 0;
  // What is not applied, by the newest look at the database; stretches without any of it need no connection.
  std::optional<std::vector<std::string>> pending{};
  bool had_work = false;
  bool ended = false;
  std::optional<SteadyTime> at_work_since{};
  Duration took{0};
};

class SideBySideRun {
 public:
  SideBySideRun(Invocation& invocation, const std::vector<Service>& services, const WorkspaceOrder& order, const SideBySide& how,
                Failures& failures)
      : invocation_(invocation), how_(how), failures_(failures), stretches_(stretches(order)), schedule_(stretches_) {
    for (const Service& service : services) {
      Part& part = parts_[service.name()];
      part.service = &service;
      part.run_id = invocation.ids.uuid();
      part.patience.emplace(service.config->database.retry_for);
    }
    for (const Stretch& stretch : stretches_) {
      ++parts_.at(stretch.service).stretches_left;
    }
  }

  std::optional<Error> run() {
    for (auto& [name, part] : parts_) {
      if (part.stretches_left == 0) {
        end_well(part);
      }
    }
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < std::clamp(how_.parallel, std::size_t{1}, std::max(parts_.size(), std::size_t{1})); ++i) {
        threads.emplace_back([this] { work(); });
      }
      follow();
    }
    if (bug_) {
      std::rethrow_exception(bug_);
    }
    if (stop_) {
      tell_incomplete();
    }
    return stop_ ? stop_ : failures_.summary();
  }

 private:
  bool over() const { return schedule_.all_ended() || stop_ || bug_; }

  // What each thread does until nothing is left.
  void work() {
    std::unique_lock lock(mutex_);
    while (!over()) {
      const std::optional<std::size_t> next = schedule_.begin_next();
      if (!next) {
        changed_.wait(lock);
        continue;
      }
      Part& part = parts_.at(stretches_[*next].service);
      part.at_work_since = std::chrono::steady_clock::now();
      lock.unlock();
      std::exception_ptr failure;
      try {
        run_stretch(part, stretches_[*next]);
      } catch (...) {
        failure = std::current_exception();
      }
      lock.lock();
      part.took += since(*part.at_work_since);
      part.at_work_since.reset();
      end(*next, part, failure);
      changed_.notify_all();
    }
  }

  void run_stretch(Part& part, const Stretch& stretch) {
    if (part.service->config->tenants) {
      run_stretch_of_tenants(part, stretch);
      return;
    }
    if (part.ended || (part.pending && stretch.ids_among(*part.pending).empty())) {
      return;
    }
    const Planner planner = [&](const RevisionGraph& graph, const History& history) {
      const std::vector<std::string> wanted = how_.wanted(graph, history);
      part.pending = plan_upgrade(graph, history, wanted).ids();
      part.had_work = part.had_work || !part.pending->empty();
      return plan_upgrade(graph, history, stretch.ids_among(wanted));
    };
    run_plan(invocation_, *part.service, part.library, planner, options_of(part, stretch));
  }

  // One that another service depends on has to be applied for all tenants.
  void run_stretch_of_tenants(Part& part, const Stretch& stretch) {
    if (part.ended) {
      return;
    }
    RunOptions options = options_of(part, stretch);
    const Planner planner = [&](const RevisionGraph& graph, const History& history) {
      return plan_upgrade(graph, history, stretch.ids_among(how_.wanted(graph, history)));
    };
    const Deadline wait_until(options.wait_dependencies);
    const auto run = [&](TenantPart& tenant) {
      RunOptions of_one = options;
      of_one.wait_dependencies = wait_until.left();
      of_one.tells_nothing_to_do = true;
      of_one.sessions = &tenant.sessions;
      run_plan(tenant.invocation, tenant.service, tenant.library, planner, of_one);
    };
    const TenantsEnd end = for_each_tenant(
        invocation_, *part.service, options.tenants,
        {.run = run, .settled = {}, .run_id = options.run_id, .wait_for_tenants = options.wait_dependencies, .patience = &*part.patience});
    part.had_work = part.had_work || end.result.count(TenantOutcome::State::done) > 0;
    if (end.failure) {
      throw *end.failure;
    }
  }

  RunOptions options_of(const Part& part, const Stretch& stretch) {
    RunOptions options = how_.options;
    options.run_id = part.run_id;
    options.tells_nothing_to_do = false;
    const std::lock_guard lock(mutex_);
    for (const Revision* revision : stretch.revisions) {
      for (const RevisionRef& dependency : revision->depends_on) {
        // Nobody is going to bring it now; perhaps it has been there all along.
        if (lacking_.contains(dependency.service) || failures_.has(dependency.service)) {
          options.wait_dependencies = Duration(0);
        }
      }
    }
    return options;
  }

  // Below: with the mutex held.

  void end(std::size_t stretch, Part& part, const std::exception_ptr& failure) {
    schedule_.end(stretch);
    --part.stretches_left;
    if (failure) {
      end_badly(part, failure);
    } else if (part.stretches_left == 0 && !part.ended) {
      end_well(part);
    }
  }

  void end_well(Part& part) {
    part.ended = true;
    ServiceLog log(invocation_.log, part.service->name(), part.run_id);
    if (!part.had_work) {
      tell_nothing_to_do(log, part.service->name());
    }
    log.debug({.source = "deed.runner",
               .event = Event::service_done,
               .message = fmt::format("{} is done after {}", part.service->name(), roughly(part.took)),
               .duration = part.took});
  }

  void end_badly(Part& part, const std::exception_ptr& failure) {
    const std::string& name = part.service->name();
    part.ended = true;
    lacking_.insert(name);
    try {
      std::rethrow_exception(failure);
    } catch (const UnmetError& error) {
      const bool skipped = std::any_of(error.unmet().begin(), error.unmet().end(), [&](const UnmetDependency& unmet) {
        return unmet.dependency.service != name && (lacking_.contains(unmet.dependency.service) || failures_.has(unmet.dependency.service));
      });
      skipped ? failures_.skip(name, error, part.took) : failures_.add(name, error, part.took);
    } catch (const Error& error) {
      if (is_signal(error)) {
        stop_ = error;
        lacking_.erase(name);
        part.ended = false;
      } else {
        failures_.add(name, error, part.took);
      }
    } catch (...) {
      bug_ = failure;
    }
  }

  void tell_incomplete() const {
    for (const auto& [name, part] : parts_) {
      if (!part.ended) {
        ServiceLog(invocation_.log, name, part.run_id)
            .warning({.source = "deed.runner",
                      .event = Event::service_failed,
                      .message = fmt::format("{} is not complete: the run was stopped", name),
                      .duration = part.took,
                      .failure = stop_->kind(),
                      .reason = "stopped"});
      }
    }
  }

  // How things go, while the threads work.
  void follow() {
    const SteadyTime begin = std::chrono::steady_clock::now();
    Duration next_line = next_sign_of_life(Duration(0));
    std::unique_lock lock(mutex_);
    while (!over()) {
      const Duration elapsed = since(begin);
      const bool due = elapsed >= next_line;
      next_line = due ? next_sign_of_life(elapsed) : next_line;
      invocation_.log.info({.source = "deed.runner",
                            .event = Event::services_progress,
                            .message = progress(elapsed),
                            .duration = elapsed,
                            .line = due ? LineUse::replaced : LineUse::terminal_only});
      changed_.wait_for(lock, std::chrono::seconds(1));
    }
  }

  std::string progress(Duration elapsed) const {
    std::size_t ended = 0;
    std::vector<std::string> at_work;
    for (const auto& [name, part] : parts_) {
      ended += part.ended ? 1 : 0;
      if (part.at_work_since) {
        at_work.push_back(fmt::format("{} ({})", name, roughly(since(*part.at_work_since))));
      }
    }
    return fmt::format("{} of {} ended after {}{}{}", ended, count_of(parts_.size(), "service"), roughly(elapsed),
                       at_work.empty() ? "" : "; at work: ", join(at_work, ", "));
  }

  Invocation& invocation_;
  const SideBySide& how_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Failures& failures_;
  const std::vector<Stretch> stretches_;
  Schedule schedule_;
  std::map<std::string, Part> parts_;
  // Services that failed or were skipped.
  std::set<std::string> lacking_;
  // A request to stop, which one of the threads has heard.
  std::optional<Error> stop_;
  // What is no failure of the run.
  std::exception_ptr bug_;
};

}  // namespace

std::optional<Error> upgrade_side_by_side(Invocation& invocation, const std::vector<Service>& services, const WorkspaceOrder& order,
                                          const SideBySide& how, Failures& failures) {
  return SideBySideRun(invocation, services, order, how, failures).run();
}

}  // namespace deed::command
