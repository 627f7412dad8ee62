#pragma once

#include <string>

#include "command/invocation.h"
#include "config/service_config.h"

namespace deed::command {

struct ProgramText {
  std::string text;
  // output of "python3 print_ddl.py"
  std::string shown;
};

// Runs the service's `models.command` in its directory, without a shell, and returns what it prints on standard output. Throws
// Error(config) with what to try where it cannot be started, fails, prints nothing, too much, or what is no text; Error(interrupted) or
// (terminated) when deed is asked to stop, which ends the program with all that it started.
ProgramText run_model_command(Invocation& invocation, const config::ServiceConfig& config);

}  // namespace deed::command
