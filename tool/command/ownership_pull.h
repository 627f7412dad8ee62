#pragma once

#include <filesystem>
#include <optional>

#include "command/invocation.h"
#include "command/service.h"
#include "domain/ownership.h"

namespace deed::command {

// What the ownership.lock beside the deed.toml of a workspace's only service says of its neighbours; nothing without one, and where the
// neighbours' files are there to be read. Throws Error(config).
std::optional<OwnershipMap> locked_neighbours(const config::Workspace& workspace);

enum class PulledLock { written, unchanged, differs };

struct PullResult {
  std::filesystem::path path;
  PulledLock outcome = PulledLock::unchanged;
};

// Writes ownership.lock from the database's ownership table, which is only read. With `only_check` nothing is written, and `differs` says
// that the file is stale.
PullResult ownership_pull(Invocation& invocation, const config::ServiceConfig& config, bool only_check);

}  // namespace deed::command
