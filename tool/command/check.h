#pragma once

#include <string>

#include "command/comparison.h"
#include "config/workspace.h"

namespace deed::command {

// The sections that autogenerate would write; empty where model, deed.toml and database agree.
std::string check(Invocation& invocation, const config::Workspace& workspace, const config::ServiceConfig& config,
                  const ComparisonRequest& request, Against against);

}  // namespace deed::command
