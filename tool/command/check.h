#pragma once

#include <string>

#include "command/comparison.h"

namespace deed::command {

// The sections that autogenerate would write; empty where model, deed.toml and database agree.
std::string check(Invocation& invocation, const config::ServiceConfig& config, const ComparisonRequest& request);

}  // namespace deed::command
