#pragma once

#include <optional>
#include <string>

#include "command/invocation.h"
#include "command/scratch_plan.h"
#include "config/service_config.h"

namespace deed::command {

// Each a SHA-256.
struct CanonicalKeys {
  // Of all that decides what a model's scratch database will be on an embedded server of this major version: the statements in their order,
  // `schemas`, the server's program, template and extensions, this very deed, the few variables of the environment that reach a session.
  std::string model;
  // Of the same without the statements about tables, types, functions and the like, and of the service.
  std::string surroundings;
};

// Nothing where something else could decide it, on somebody else's server, say, and where DEED_MODEL_CACHE is off.
std::optional<CanonicalKeys> canonical_keys(Invocation& invocation, const config::ServiceConfig& config, const ScratchPlan& plan,
                                            int major);

}  // namespace deed::command
