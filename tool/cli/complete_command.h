#pragma once

#include <string>
#include <vector>

#include "cli/console.h"

namespace deed::cli {

// The hidden command that the completion scripts ask: prints what the last of these words can become, one candidate a line with a tab
// before its description, and `:files` or `:directories` where the shell knows more. Never connects, never complains, and is always 0.
int complete_command(const std::vector<std::string>& words, Console& console);

}  // namespace deed::cli
