#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace deed {

enum class LogLevel { debug, info, warning };

// What happened, for programs; docs/formats.md has the same list, and a test compares the two.
enum class Event {
  connected,
  connect_retry,
  notice,
  trace,
  nothing_to_do,
  step_started,
  statement_done,
  step_done,
  step_retry,
  still_running,
  repeat_progress,
  adopted,
  stamped,
  lock_wait,
  runner_wait,
  commit_resolved,
  invalid_index,
  dependency_wait,
  revision_wait,
  services_progress,
  tenant_failed,
  tenants_ended,
  database_ahead,
  ownership,
  service_done,
  service_failed,
  service_skipped,
  difference,
  not_compared,
  note,
};

// "step_started"
std::string_view word(Event event);
const std::vector<Event>& all_events();

// How it is shown. Something that goes on is one line on a terminal, and elsewhere a line now and then.
enum class LineUse {
  own,
  replaced,       // on a terminal the next one of its kind takes its place
  terminal_only,  // the same, and too soon after the last one for a line elsewhere
  for_programs,   // in JSON; in text one like it was told, or is going to be: only with -v
};

// To how many of a service's tenants came which end.
struct TenantCounts {
  std::size_t done = 0;
  std::size_t nothing_to_do = 0;
  std::size_t failed = 0;
  std::size_t not_reached = 0;
};

// One thing that a run tells. Its text and its JSON are made from the same fields.
struct LogEvent {
  LogLevel level = LogLevel::info;
  // The part that speaks: "deed.runner".
  std::string_view source{};
  Event event = Event::note;
  // One line, without a newline.
  std::string message{};
  std::string service{};
  // Of a service with tenants the one that it is about; "" for none in particular.
  std::string tenant{};
  std::string run_id{};
  std::string revision{};
  // From 1; 0 where it is about no step.
  int step = 0;
  int steps = 0;
  // What runs and where it stands, never its text, which may hold a secret: "create index (revisions/x.sql:7)".
  std::string statement{};
  std::string sqlstate{};
  std::optional<Duration> duration{};
  // How long others' locks, or another runner, held the run up.
  std::optional<Duration> lock_wait{};
  std::optional<ErrorKind> failure{};
  // Why a service failed or was skipped.
  std::string reason{};
  std::optional<TenantCounts> tenants{};
  LineUse line = LineUse::own;
};

// What a run tells while it works. The parts below cli/ speak to this and never write to the terminal. Several threads may do so.
class Log {
 public:
  virtual ~Log() = default;
  virtual void write(const LogEvent& event) = 0;

  void debug(LogEvent event) { write_as(LogLevel::debug, std::move(event)); }
  void info(LogEvent event) { write_as(LogLevel::info, std::move(event)); }
  void warning(LogEvent event) { write_as(LogLevel::warning, std::move(event)); }

 private:
  void write_as(LogLevel level, LogEvent event) {
    event.level = level;
    write(event);
  }
};

// Says nothing.
class SilentLog : public Log {
 public:
  void write(const LogEvent&) override {}
};

// Says whose run it is about.
class ServiceLog : public Log {
 public:
  ServiceLog(Log& to, std::string service, std::string run_id = "") : to_(to), service_(std::move(service)), run_id_(std::move(run_id)) {}

  void write(const LogEvent& event) override {
    LogEvent told = event;
    told.service = service_;
    told.run_id = run_id_;
    to_.write(told);
  }

 private:
  Log& to_;
  std::string service_;
  std::string run_id_;
};

}  // namespace deed
