#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/command_spec.h"

namespace deed::cli {

struct ParsedLine {
  Arguments global{};
  // Nothing for a bare `deed`, `deed --help` or `deed --version`.
  const CommandSpec* command = nullptr;
  // Its words: "upgrade", "dev start".
  std::string path{};
  Arguments arguments{};
};

// Takes a command line apart. Values like -1 are revisions, not options. Throws Error(usage).
ParsedLine parse(const std::vector<std::string>& words);

}  // namespace deed::cli
