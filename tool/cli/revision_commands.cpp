#include "cli/command_spec.h"

namespace deed::cli {

std::vector<CommandSpec> revision_commands() { return {}; }

}  // namespace deed::cli
