#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "command/failures.h"
#include "command/run.h"
#include "command/service.h"
#include "domain/workspace_order.h"

namespace deed::command {

struct SideBySide {
  // Services that are at work at the same time, at most; each has two sessions with its server.
  std::size_t parallel = 1;
  // The revisions of a service that are to be applied; asked in the thread that runs it.
  std::function<std::vector<std::string>(const RevisionGraph& graph, const History& history)> wanted;
  RunOptions options{};
};

// Upgrades several services by one order of all their revisions, side by side where none waits for another. A failure ends its service;
// what needs one of its revisions that is not there is skipped. Each service's end is told. Returns when all have ended, with a request to
// stop or else what failed, as one Error; what has failed in `failures` before counts too.
std::optional<Error> upgrade_side_by_side(Invocation& invocation, const std::vector<Service>& services, const WorkspaceOrder& order,
                                          const SideBySide& how, Failures& failures);

}  // namespace deed::command
