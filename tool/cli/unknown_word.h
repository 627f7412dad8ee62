#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "cli/command_spec.h"

namespace deed::cli {

// A word that the command line has no place for.
struct UnknownWord {
  // The command it stands behind, and its words; nothing before a command.
  const CommandSpec* command = nullptr;
  std::string path{};
  std::string word{};
  // The whole line.
  const std::vector<std::string>& words;
};

// Error(usage) that says what was meant: a mistyped command or option, an option that belongs to another command or behind its
// command, one command too many.
Error unknown_word(const UnknownWord& unknown);

}  // namespace deed::cli
