#pragma once

#include <optional>
#include <string>

#include "config/key_tables.h"
#include "config/toml.h"

namespace deed::config {

// What one deed.toml says. A file may describe a workspace, a service, or both.
struct FileConfig {
  WorkspacePatterns workspace{};
  std::optional<ServiceConfig> service{};
};

// Throws Error(config) at the place of a key that is unknown, of a wrong type or malformed, and for keys that exclude each other.
// Looks at no file: paths are as they are written.
FileConfig read_keys(const TomlTable& file, const std::string& shown);

}  // namespace deed::config
