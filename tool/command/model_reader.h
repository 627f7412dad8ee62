#pragma once

#include "catalog/read_scope.h"
#include "command/invocation.h"
#include "command/scratch_plan.h"
#include "config/service_config.h"
#include "domain/schema.h"

namespace deed::command {

// What the plan's statements make on a server of this major version, in PostgreSQL's own words: of an earlier run's answers where nothing
// has changed that they depend on; of these and a scratch database with the groups of statements that are new; or else of a scratch
// database with all. Throws as ModelScratch::play.
Schema read_model(Invocation& invocation, const config::ServiceConfig& config, const ScratchPlan& plan, const catalog::ReadScope& scope,
                  int major);

}  // namespace deed::command
