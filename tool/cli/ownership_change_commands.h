#pragma once

#include <vector>

#include "cli/command_spec.h"

namespace deed::cli {

// The subcommands of `ownership` that write files.
std::vector<CommandSpec> ownership_change_commands();

}  // namespace deed::cli
