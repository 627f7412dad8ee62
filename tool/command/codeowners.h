#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "config/workspace.h"

namespace deed::command {

// A CODEOWNERS file (GitHub, GitLab) for the services that name their `[review] owners`: each service's directory, and its owners.
// deed writes a part of it between two marks; what people wrote around that stays.
struct Codeowners {
  // Where it is, or would be: the one that is there at the repository's root, in .github, .gitlab or docs, else CODEOWNERS at the root.
  std::filesystem::path path{};
  // The whole text as it should be, and as it is.
  std::string wanted{};
  std::optional<std::string> present{};

  bool stale() const { return present != wanted; }
};

// Paths are relative to the repository's root: the nearest directory above the workspace with a .git, else the workspace's own. Throws
// Error(config) where no service names owners, or the marks in the file do not fit together.
Codeowners codeowners(const config::Workspace& workspace);

}  // namespace deed::command
