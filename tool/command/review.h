#pragma once

#include <string>
#include <vector>

#include "command/service.h"
#include "config/workspace.h"
#include "domain/finding.h"

namespace deed::command {

struct Review {
  std::vector<Finding> findings{};
  std::size_t services = 0;
  std::size_t revisions = 0;
};

// All services of the workspace with their revisions; `drafts` are revisions that are judged as if they had been written. A service whose
// revisions are too much to review has a finding instead of them.
std::vector<Service> services_to_review(const config::Workspace& workspace, const std::vector<Revision>& drafts = {});

// Code review from the files alone: graph, files, static check, dependencies across services. The map is always the whole workspace's,
// or of a service without one what its ownership.lock says. Never connects, runs anything, or reads the environment. Throws
// Error(config) for an ownership.lock that cannot be read.
Review review(const config::Workspace& workspace, const std::vector<Service>& services);

// Sorts the findings by place, and leaves out those of services that are not among these; no name means all.
void limit_to(Review& review, const std::vector<std::string>& services);

}  // namespace deed::command
