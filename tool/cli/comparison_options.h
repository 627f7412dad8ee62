#pragma once

#include "cli/command_line.h"
#include "cli/command_spec.h"
#include "command/comparison.h"

namespace deed::cli {

// --rename, --allow-empty-model and --against, of the commands that compare with a model.
OptionSpec rename_option();
OptionSpec empty_model_option();
OptionSpec against_option();

// What they say. Throws Error(usage) for what is not a rename.
command::ComparisonRequest comparison_of(CommandLine& line, const config::ServiceConfig& service);
command::Against against(const CommandLine& line);

}  // namespace deed::cli
