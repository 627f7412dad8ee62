#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/cancellation.h"
#include "scratch/host_paths.h"

namespace deed::scratch {

// Which server somebody wants.
struct WantedServer {
  // The newest that is installed, where it is not given.
  std::optional<int> major{};
  // `[scratch] bin`; looked for in the usual places where it is empty.
  std::filesystem::path bin{};
};

// The programs of one installed PostgreSQL server.
struct ServerBinaries {
  std::filesystem::path directory;
  int major = 0;
  // "15.20", "18beta1".
  std::string version;
  // What `postgres --version` says, which tells builds of one version apart.
  std::string build;

  std::string program(const std::string& name) const { return (directory / name).string(); }
};

// Looks into the directories of Debian, PGDG, Alpine and Homebrew packages, then along PATH.
// Throws Error(config) that says where it looked and what to install; also when the configured directory has another major version.
ServerBinaries find_server_binaries(const WantedServer& wanted, const HostPaths& host, const Cancellation& cancellation);

}  // namespace deed::scratch
