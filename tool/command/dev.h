#pragma once

#include <filesystem>
#include <string>

#include "command/invocation.h"
#include "config/workspace.h"

namespace deed::command {

// The embedded server by hand, one per workspace: what `deed dev` does.
struct DevServer {
  std::string url{};
  std::filesystem::path log{};
  int major = 0;
  // Of `start`: it ran already. Of `stop`: it did not run.
  bool nothing_to_do = false;
};

DevServer dev_start(Invocation& invocation, const std::filesystem::path& workspace, const std::string& database);
// `remove` also removes its data.
DevServer dev_stop(Invocation& invocation, const std::filesystem::path& workspace, bool remove);
// Throws Error(unreachable) while it does not run.
DevServer dev_url(Invocation& invocation, const std::filesystem::path& workspace, const std::string& database);

}  // namespace deed::command
