#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace deed::scratch {

// Where things may lie on this machine. Below cli/ nothing reads the environment, so cli/ and the tests bring one of these.
struct HostPaths {
  // Kept between runs: template data directories, and the data of `deed dev`.
  std::filesystem::path cache{};
  // Throwaway servers live here if it is there and has room (a container often gives it 64 MB only), else in `temporary`.
  std::filesystem::path memory = "/dev/shm";
  std::filesystem::path temporary = "/tmp";
  // PATH: where server binaries are looked for last.
  std::string executables{};
};

// Gives the value of an environment variable.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// XDG_CACHE_HOME, HOME, TMPDIR and PATH. For root the cache is /var/cache/deed: a server never runs as root, and another user may not
// pass through root's home.
HostPaths host_paths(const Environment& environment);

// `disk` is for what must outlive a login session: systemd empties /dev/shm when its owner logs out.
enum class Placement { memory, disk };

// The directory NAME-UID below `memory` or `temporary`, which belongs to this user alone; made if it is missing.
// Throws Error(local_io), also if somebody else made it first.
std::filesystem::path private_directory(const HostPaths& host, const std::string& name, Placement placement);
// Those of the two that are there.
std::vector<std::filesystem::path> private_directories(const HostPaths& host, const std::string& name);

// Whether the directory is there, this user's own, and nobody else may write to it.
bool is_private(const std::filesystem::path& directory);
// Throws Error(local_io) unless it is.
void require_private(const std::filesystem::path& directory);

}  // namespace deed::scratch
