#pragma once

#include <functional>
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
  // Where all services' connections go, whatever deed.toml says: a scratch database. Without `[database] role`.
  std::optional<postgres::Parameters> database{};
  // What was warned of already, where once is enough for all services.
  std::set<std::string> warned{};
};

// Where embedded servers may lie, by XDG_CACHE_HOME, HOME, TMPDIR and PATH.
scratch::HostPaths host_paths(const config::Environment& environment);

}  // namespace deed::command
