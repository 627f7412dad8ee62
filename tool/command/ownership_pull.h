#pragma once

#include <filesystem>
#include <optional>

#include "command/invocation.h"
#include "command/service.h"
#include "domain/ownership.h"

namespace deed::command {

// What the ownership.lock beside a service's deed.toml says of its neighbours; nothing without one. Throws Error(config).
std::optional<OwnershipMap> read_lock(const config::ServiceConfig& config);

enum class PulledLock { written, unchanged, differs };

struct PullResult {
  std::filesystem::path path;
  PulledLock outcome = PulledLock::unchanged;
};

// Writes ownership.lock from the database's ownership table, which is only read. With `only_check` nothing is written, and `differs` says
// that the file is stale.
PullResult ownership_pull(Invocation& invocation, const config::ServiceConfig& config, bool only_check);

}  // namespace deed::command
