#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/run_report.h"

namespace deed::cli {

// Runs one command line, without the program's name. Returns the exit code; failures are Errors.
int run(const std::vector<std::string>& words, const std::string& version, const config::Environment& environment, Console& console,
        RunReport& report);

}  // namespace deed::cli
