#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/log.h"
#include "command/applied_steps.h"
#include "command/service.h"
#include "command/step_library.h"
#include "domain/ownership.h"
#include "domain/plan.h"
#include "ownership/static_check.h"

namespace deed::command {

// What deed.toml says about the static check.
ownership::CheckOptions check_options(const config::ServiceConfig& config);

// The static check of a whole plan: the map is folded forward (or back) step by step.
std::vector<Finding> check_plan(const Service& service, StepLibrary& library, const Plan& plan, OwnershipMap map,
                                const AppliedSteps& applied);

// Logs the warnings, each place once as long as `told` lives, and throws the errors.
void refuse_findings(const std::vector<Finding>& findings, Log& log, std::set<std::string>& told);

}  // namespace deed::command
