#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/service_config.h"

namespace deed::config {

// How much of a workspace is read. Reading a file costs about as much as a round trip to the database, so a command that looks at
// nothing but its own service leaves the neighbours alone.
enum class Reach { workspace, selected_service };

enum class Neighbours {
  read,     // all services of the workspace are here
  skipped,  // there is a workspace, of which only the selected service was wanted
  unknown,  // a lone service: nobody said who else shares the database
};

// The services that one command may work with.
struct Workspace {
  // Absolute. A lone service's own directory.
  std::filesystem::path root{};
  // By name.
  std::vector<ServiceConfig> services{};
  // The service that is meant where no other is named: the one that -c names, or in whose directory the command runs.
  std::optional<std::string> selected{};
  Neighbours neighbours = Neighbours::read;

  // Throws Error(usage) for a name that no service has.
  const ServiceConfig& service(std::string_view name) const;
};

// Reads the configuration that `config` names (a file, or a directory with a deed.toml; relative to `current_directory`), or else the
// nearest deed.toml from `current_directory` upwards. A service's file leads on to the workspace above that lists its directory, if
// there is one. Where no service is selected, all are read. Throws Error(config); reads no `.env` and no environment.
Workspace load_workspace(const std::optional<std::filesystem::path>& config, const std::filesystem::path& current_directory,
                         Reach reach = Reach::workspace);

}  // namespace deed::config
