#include "command/invocation.h"

namespace deed::command {

bool Warned::add(const std::string& warning) {
  const std::lock_guard lock(mutex_);
  return warnings_.insert(warning).second;
}

Invocation with_log(const Invocation& invocation, Log& log) {
  return {.environment = invocation.environment,
          .log = log,
          .cancellation = invocation.cancellation,
          .ids = invocation.ids,
          .now = invocation.now,
          .deed_version = invocation.deed_version,
          .host = invocation.host,
          .actor = invocation.actor,
          .paths = invocation.paths,
          .trace_id = invocation.trace_id,
          .database = invocation.database,
          .warned = invocation.warned,
          .patience = invocation.patience};
}

scratch::HostPaths host_paths(const config::Environment& environment) {
  return scratch::host_paths([&](const std::string& name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional(found->second);
  });
}

}  // namespace deed::command
