#pragma once

#include <functional>

#include "command/run.h"
#include "domain/dry_run.h"

namespace deed::command {

// Runs what run_plan() would run, up to the first autocommit or repeat step, in one transaction that is rolled back; with the runner lock,
// the guards and the rows of deed's own tables. `tell` gets what was found before a revision that waits for another service is an Error
// (wait_timeout), as it would be for run_plan(). Locks are held until the end.
void dry_run(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options,
             const std::function<void(const DryRun&)>& tell);

}  // namespace deed::command
