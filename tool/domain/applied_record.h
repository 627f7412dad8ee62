#pragma once

#include <string>
#include <vector>

#include "base/source.h"
#include "domain/history.h"

namespace deed {

// A step as it was applied, by its row, beside what the file says now.
struct AppliedStepRecord {
  // With its SQL. Of a step that is still under way the row that began it.
  HistoryEvent row{};
  bool finished = true;
  // Of the file's step of the same number; empty where there is none.
  std::string file_sql{};
  Location file_location{};
  // Whether the file's step means something else: comments and layout don't count.
  bool edited = false;
};

// What the history keeps of one revision, which may have no file any more: `show --applied`.
struct AppliedRecord {
  std::string service{};
  std::string id{};
  std::string message{};
  std::vector<std::string> revises{};
  std::vector<std::string> depends_on{};
  // "applied", "upgrading", "downgrading"
  std::string progress{};
  // The newest row.
  HistoryEvent newest{};
  // The path of its file; empty where it is gone.
  std::string path{};
  std::vector<AppliedStepRecord> steps{};
  // All of it as a revision file: header and upgrade steps. The history keeps no downgrade.
  std::string text{};
};

}  // namespace deed
