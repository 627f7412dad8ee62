#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"

namespace deed {

// What a run did for one service.
struct ServiceFigures {
  enum class State { open, done, failed, skipped };

  std::string service;
  std::string run_id{};
  State state = State::open;
  int exit_code = 0;
  // Why it failed or was skipped, in one line.
  std::string reason{};
  // Applied, or taken back.
  std::size_t revisions = 0;
  std::size_t steps = 0;
  // Tries of a step that others' locks, deadlocks or serialization failures ended.
  std::size_t retries = 0;
  // Those tries, the pauses after them, and the wait for another runner.
  Duration lock_wait{0};
  Duration duration{0};
  // Of a service with tenants.
  std::optional<TenantCounts> tenants{};
};

// "done", "failed", "skipped"
std::string_view word(ServiceFigures::State state);

// The figures of a run, added up from what it tells. Pure: they can be had from a log that was kept just as well.
class RunFigures {
 public:
  void add(const LogEvent& event);
  // By name: the services that something was told of.
  std::vector<ServiceFigures> services() const;
  // The same at the end of the run. A service of which no end was told has come to the run's end, if it is the only one; of several it
  // is done.
  std::vector<ServiceFigures> finished(int exit_code, Duration duration) const;

 private:
  std::map<std::string, ServiceFigures> services_;
};

// How a run ended.
struct RunResult {
  // "upgrade"; empty where the command line has none.
  std::string command{};
  std::string deed_version{};
  int exit_code = 0;
  // What failed, or what was found.
  std::optional<ErrorText> error{};
  std::string sqlstate{};
  TimePoint finished{};
  Duration duration{0};
  std::vector<ServiceFigures> services{};
};

}  // namespace deed
