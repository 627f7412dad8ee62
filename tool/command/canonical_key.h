#pragma once

#include <optional>
#include <string>

#include "command/invocation.h"
#include "command/scratch_plan.h"
#include "config/service_config.h"

namespace deed::command {

// The SHA-256 of all that decides what a model's scratch database will be on an embedded server of this major version: the statements in
// their order, `schemas`, the server's program, template and extensions, this very deed, the few variables of the environment that reach
// a session. Nothing where something else could, on somebody else's server, say, and where DEED_MODEL_CACHE is off.
std::optional<std::string> canonical_key(Invocation& invocation, const config::ServiceConfig& config, const ScratchPlan& plan, int major);

}  // namespace deed::command
