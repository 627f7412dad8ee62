#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "command/service.h"
#include "command/step_library.h"
#include "domain/plan.h"
#include "domain/tenants.h"
#include "runner/sessions.h"

namespace deed::command {

struct RunOptions {
  // For a revision whose `Depends On` is not applied yet: how long to wait for it, without the runner lock.
  Duration wait_dependencies{0};
  std::string tag{};
  // For what is one run in several calls; otherwise each has its own.
  std::string run_id{};
  bool tells_nothing_to_do = true;
  // Of a thread that runs one history after the other.
  runner::Sessions* sessions = nullptr;
  // Which tenants of a service that has some.
  TenantSelection tenants{};
};

// Makes the plan from what the database says; called again after each wait, as others may have been at work.
using Planner = std::function<Plan(const RevisionGraph& graph, const History& history)>;

// Brings a service to where its plan leads, by the protocol of docs/architecture.md: read without a lock, check statically, take the runner
// lock, read and check again, run step by step. Nothing to do is success. Throws Error; what was committed until then stays, and the
// same call goes on from there. `begun` is the first try to connect, by settings of the same run id, where it has begun.
void run_plan(Invocation& invocation, const Service& service, StepLibrary& library, const Planner& planner, const RunOptions& options,
              std::optional<postgres::FirstTry> begun = {});

}  // namespace deed::command
