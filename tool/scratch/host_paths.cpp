#include "scratch/host_paths.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "scratch/io_error.h"

namespace deed::scratch {

namespace fs = std::filesystem;

namespace {

// A data directory takes 30 MB, each further database 8 MB, and write-ahead log up to 64 MB.
constexpr std::uintmax_t kRoomForServer = std::uintmax_t{256} << 20;

// The XDG specification has relative paths ignored.
fs::path absolute_or_empty(const std::optional<std::string>& text) {
  const fs::path path = text.value_or("");
  return path.is_absolute() ? path : fs::path();
}

bool has_room(const fs::path& directory) {
  struct statvfs status {};
  return ::access(directory.c_str(), W_OK | X_OK) == 0 && ::statvfs(directory.c_str(), &status) == 0 &&
         static_cast<std::uintmax_t>(status.f_bavail) * status.f_frsize >= kRoomForServer;
}

fs::path with_user(const fs::path& base, const std::string& name) { return base / fmt::format("{}-{}", name, ::geteuid()); }

}  // namespace

HostPaths host_paths(const Environment& environment) {
  HostPaths host;
  host.executables = environment("PATH").value_or("");
  if (const fs::path temporary = absolute_or_empty(environment("TMPDIR")); !temporary.empty()) {
    host.temporary = temporary;
  }
  const fs::path home = absolute_or_empty(environment("HOME"));
  if (const fs::path xdg = absolute_or_empty(environment("XDG_CACHE_HOME")); !xdg.empty()) {
    host.cache = xdg / "deed";
  } else if (::geteuid() == 0) {
    host.cache = "/var/cache/deed";
  } else if (!home.empty() && home != "/") {
    host.cache = home / ".cache" / "deed";
  } else {
    host.cache = host.temporary / fmt::format("deed-cache-{}", ::geteuid());
  }
  return host;
}

fs::path private_directory(const HostPaths& host, const std::string& name, Placement placement) {
  const bool in_memory = placement == Placement::memory && has_room(host.memory);
  fs::path directory = with_user(in_memory ? host.memory : host.temporary, name);
  // The server runs as another user when deed is root: let it pass through, but see nothing.
  const mode_t mode = ::geteuid() == 0 ? 0711 : 0700;
  if (::mkdir(directory.c_str(), mode) == 0) {
    ::chmod(directory.c_str(), mode);
  } else if (errno != EEXIST) {
    throw io_error(directory, "The directory cannot be made", "Set TMPDIR to a directory that you may write to.");
  }
  require_private(directory);
  return directory;
}

std::vector<fs::path> private_directories(const HostPaths& host, const std::string& name) {
  std::vector<fs::path> found;
  for (const fs::path& base : {host.memory, host.temporary}) {
    if (fs::path directory = with_user(base, name); is_private(directory)) {
      found.push_back(std::move(directory));
    }
  }
  return found;
}

bool is_private(const fs::path& directory) {
  struct stat status {};
  return ::lstat(directory.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid() &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

void require_private(const fs::path& directory) {
  if (!is_private(directory)) {
    throw Error(ErrorKind::local_io, {.what = "This must be a directory of yours that nobody else may write to.",
                                      .where = one_line(directory.string()),
                                      .hint = "Remove it, or set TMPDIR or XDG_CACHE_HOME to a directory of your own."});
  }
}

}  // namespace deed::scratch
