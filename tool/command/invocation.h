#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/cancellation.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/log.h"
#include "config/variables.h"
#include "postgres/connection.h"
#include "scratch/host_paths.h"

namespace deed::command {

// What was warned of already, where once is enough for all services; they may run side by side.
class Warned {
 public:
  // Whether this one is new.
  bool add(const std::string& warning);

 private:
  std::mutex mutex_;
  std::set<std::string> warnings_;
};

// What cli/ brings from the outside world into a command; a test brings its own.
struct Invocation {
  config::Environment environment;
  Log& log;
  const Cancellation& cancellation;
  IdSource& ids;
  // The time of day for Create Date and file names; nothing is decided by it.
  TimePoint now;
  std::string deed_version;
  // This machine's name and DEED_ACTOR, for the history.
  std::string host;
  std::string actor;
  scratch::HostPaths paths;
  // Of the W3C trace that the run is a part of; empty for none.
  std::string trace_id{};
  // Where all services' connections go, whatever deed.toml says: a scratch database. Without `[database] role`.
  std::optional<postgres::Parameters> database{};
  std::shared_ptr<Warned> warned = std::make_shared<Warned>();
  // RunSettings::patience
  std::function<Duration()> patience{};
};

// The same, with another listener.
Invocation with_log(const Invocation& invocation, Log& log);

// Where embedded servers may lie, by XDG_CACHE_HOME, HOME, TMPDIR and PATH.
scratch::HostPaths host_paths(const config::Environment& environment);

}  // namespace deed::command
