#pragma once

#include <string>
#include <vector>

#include "domain/graph.h"
#include "domain/history.h"

namespace deed::command {

// What stamping changes: revisions that become applied, and those that no longer are (which need no file).
struct StampPlan {
  std::vector<const Revision*> stamped{};
  std::vector<Revision> unstamped{};
};

// The targets and all that they need become applied, everything else no longer is. Throws Error(graph) where a revision is half-done.
StampPlan plan_stamp(const RevisionGraph& graph, const History& history, const std::vector<std::string>& targets);

// The same, but everything that the history has goes first, whatever it is.
StampPlan plan_purge(const RevisionGraph& graph, const History& history, const std::vector<std::string>& targets);

}  // namespace deed::command
