#include "command/invocation.h"

namespace deed::command {

scratch::HostPaths host_paths(const config::Environment& environment) {
  return scratch::host_paths([&](const std::string& name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional(found->second);
  });
}

}  // namespace deed::command
