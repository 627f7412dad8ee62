#pragma once

#include <string>
#include <vector>

#include "domain/finding.h"
#include "domain/graph.h"
#include "domain/history.h"

namespace deed {

// A revision that a run brings up or down, and where in it the run begins.
struct PlannedRevision {
  const Revision* revision = nullptr;
  // Steps of this direction that an earlier run has done.
  int steps_done = 0;
  // Of the first step to run, if it is an autocommit step: statements done, and whether the next one was started.
  int statements_done = 0;
  bool statement_started = false;
  // Of the statement that was started, as it was then.
  std::string started_checksum{};
};

struct Plan {
  Direction direction = Direction::upgrade;
  std::vector<PlannedRevision> revisions{};

  std::vector<std::string> ids() const;
};

// Brings the targets and all that they need to "applied". Throws Error(graph) where a revision is half-way down.
Plan plan_upgrade(const RevisionGraph& graph, const History& history, const std::vector<std::string>& targets);

// Takes the applied ones among `removals` away, children before parents. Throws Error(graph) where a revision is half-way up,
// Error(revision) before anything runs where one has no way down.
Plan plan_downgrade(const RevisionGraph& graph, const History& history, const std::vector<std::string>& removals);

// How a history and the files at hand fit together.
struct HistoryComparison {
  // Applied steps whose text or parents are not those of the files.
  std::vector<Finding> edited{};
  // Revisions in the history without a file that follow what the files have: a newer release was here.
  std::vector<std::string> ahead{};
  // Revisions in the history without a file that follow something else, or stand beside what is still to be applied.
  std::vector<std::string> diverged{};
  // The newest revisions of the files that those without a file follow: what both have in common.
  std::vector<std::string> common{};
};

HistoryComparison compare_history(const RevisionGraph& graph, const History& history);

}  // namespace deed
