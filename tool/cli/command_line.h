#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/console.h"
#include "command/invocation.h"
#include "config/workspace.h"

namespace deed::cli {

// What a command's run function works with: the words that were typed, the console, and the workspace they are about.
class CommandLine {
 public:
  CommandLine(const Arguments& global, const Arguments& given, Console& terminal, command::Invocation& outside)
      : arguments(given), console(terminal), invocation(outside), global_(global) {}

  const Arguments& arguments;
  Console& console;
  command::Invocation& invocation;

  // Read once, when first asked for.
  const config::Workspace& workspace();
  // The services that -s, --all or the current directory mean. Throws Error(usage) where nothing says which.
  std::vector<const config::ServiceConfig*> services();
  // The one service that is meant. Throws Error(usage) where there are several.
  const config::ServiceConfig& service();
  // Exactly what -s says; for commands that otherwise mean the whole workspace.
  std::vector<std::string> named_services() const;

  // Whether results are to be JSON.
  bool json() const;

  // A duration option. Throws Error(usage) for a malformed one.
  Duration duration(const std::string& option, Duration otherwise) const;

 private:
  const Arguments& global_;
  std::optional<config::Workspace> workspace_;
};

}  // namespace deed::cli
