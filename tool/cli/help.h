#pragma once

#include <string>

#include "cli/command_spec.h"

namespace deed::cli {

// `deed --help`: commands by group, global options.
std::string overview();
// `deed COMMAND --help`
std::string help_of(const CommandSpec& command);

}  // namespace deed::cli
