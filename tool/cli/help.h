#pragma once

#include <string>

#include "cli/command_spec.h"

namespace deed::cli {

// `deed --help`: commands by group, global options.
std::string overview();
// `deed COMMAND --help`; `path` is the command's words, "dev start".
std::string help_of(const CommandSpec& command, const std::string& path);

}  // namespace deed::cli
