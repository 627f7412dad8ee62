#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/read_keys.h"
#include "config/service_config.h"

namespace deed::config {

// A deed.toml that was read.
struct DeedFile {
  NamedFile file;
  FileConfig config;

  std::filesystem::path directory() const { return file.path.parent_path(); }
};

// A directory as it was reached, and with its links resolved: two ways to one directory are one service.
struct ServiceDirectory {
  std::filesystem::path path;
  std::filesystem::path real;

  std::filesystem::path file() const;
};

// Finds and reads deed.toml files, and tells their names as somebody in `current` would. Throws Error(config).
class DeedFiles {
 public:
  explicit DeedFiles(const std::filesystem::path& current);

  // What -c names: a file, or a directory with a deed.toml.
  DeedFile named(const std::filesystem::path& config) const;
  // The nearest in this directory or above it; nothing if there is none.
  std::optional<DeedFile> nearest(const std::filesystem::path& directory) const;
  // As above, from the current directory; one must be there.
  DeedFile nearest() const;
  DeedFile read(const std::filesystem::path& path) const;

  // The directories that a workspace lists, each once and inside it. One that a * finds counts only if it has a deed.toml.
  std::vector<ServiceDirectory> services_of(const DeedFile& workspace) const;

  NamedFile name(const std::filesystem::path& path) const;
  const std::filesystem::path& current() const { return current_; }

 private:
  std::filesystem::path current_;
};

// The path with its links resolved, as far as it exists.
std::filesystem::path real_path(const std::filesystem::path& path);

}  // namespace deed::config
