#pragma once

#include <optional>

#include "command/run.h"
#include "domain/dry_run.h"

namespace deed::command {

struct DryRunResult {
  DryRun tried{};
  // Of a revision that waits for another service (wait_timeout): what run_plan() would end with.
  std::optional<Error> unmet{};
};

// Runs what run_plan() would run, up to the first autocommit or repeat step, in one transaction that is rolled back; with the runner lock,
// the guards and the rows of deed's own tables. Locks are held until the end. Throws what run_plan() would throw.
DryRunResult dry_run(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner,
                     const RunOptions& options);

}  // namespace deed::command
