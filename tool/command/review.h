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

// Code review from the files alone: graph, files, static check, dependencies across services. The map is always the whole workspace's;
// `report` names the services whose findings come back. Never connects, runs anything, or reads the environment.
Review review(const config::Workspace& workspace, const std::vector<std::string>& report);

}  // namespace deed::command
