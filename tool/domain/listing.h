#pragma once

#include <string>
#include <vector>

#include "domain/history.h"
#include "domain/revision.h"

namespace deed {

// A revision as `history`, `heads` and `current` show it.
struct ListedRevision {
  std::string service{};
  std::string id{};
  std::string message{};
  std::vector<std::string> revises{};
  std::vector<std::string> children{};
  std::vector<std::string> labels{};
  std::string create_date{};
  std::string path{};
  bool is_head = false;
  bool is_current = false;
  // "step 1 of 3" of a half-done one.
  std::string progress{};
};

// A revision that several follow, as `branches` shows it.
struct ListedBranch {
  ListedRevision point{};
  std::vector<ListedRevision> children{};
};

// One service as `current` shows it.
struct CurrentRevisions {
  // Where it is connected.
  std::string database{};
  std::vector<ListedRevision> revisions{};
  // Whether exactly the heads of the files are applied.
  bool at_heads = false;
};

// One service as `status` shows it.
struct ServiceStatus {
  std::string service{};
  std::string database{};
  std::size_t applied = 0;
  std::vector<std::string> current{};
  std::vector<std::string> pending{};
  // In the database, but not in the files.
  std::vector<std::string> ahead{};
  std::vector<std::string> diverged{};
  std::vector<std::string> half_done{};
  std::vector<std::string> problems{};
  // Who holds the runner lock; empty for nobody.
  std::string runner{};
  // "2026-11-21 10:12:00 upgraded ae1027a6acf0 by alice on host"; empty where nothing ever ran.
  std::string last_event{};
};

}  // namespace deed
