#pragma once

#include <string>

#include "config/variables.h"

namespace deed::cli {

// Whether stderr is coloured: --color says so, else NO_COLOR, CLICOLOR_FORCE, CLICOLOR=0, TERM=dumb, and last whether it is a terminal.
bool wants_colour(const std::string& when, const config::Environment& environment, bool terminal);

}  // namespace deed::cli
