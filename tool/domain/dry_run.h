#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/source.h"
#include "domain/evidence.h"
#include "domain/history.h"

namespace deed {

// A lock on a relation that was there before the run. Locks on a table's indexes count as locks on the table.
struct TriedLock {
  ObjectName object{};
  // The service whose object it is; empty for nobody.
  std::string owner{};
  LockMode mode = LockMode::access_share;
  // From the begin of the statement that took it to the end of the step.
  Duration held{0};
};

struct TriedStatement {
  Location location{};
  std::string kind{};
  Duration took{0};
  // Changed by INSERT, UPDATE, DELETE, MERGE.
  std::int64_t rows = 0;
  // That no earlier statement of the dry run took, in no mode as strong.
  std::vector<TriedLock> locks{};
};

struct TriedStep {
  std::string revision{};
  std::string message{};
  // From 1.
  int number = 1;
  int count = 1;
  Duration took{0};
  // None where an adopt step found everything.
  std::vector<TriedStatement> statements{};
  // Rows of the ownership table: "+ ..." and "- ...".
  std::vector<std::string> ownership{};
};

// What `--dry-run` found: the steps that ran in one transaction, which was rolled back.
struct DryRun {
  std::string service{};
  std::string database{};
  Direction direction = Direction::upgrade;
  std::vector<TriedStep> steps{};
  // What would come next and was not tried, each with the reason.
  std::vector<std::string> not_tried{};
};

}  // namespace deed
