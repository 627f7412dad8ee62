#include "config/deed_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "config/toml.h"

namespace deed::config {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kFileName = "deed.toml";

fs::path normal(const fs::path& path) {
  fs::path result = path.lexically_normal();
  return result.has_filename() ? result : result.parent_path();
}

// Whether there is an entry of this name, be it a link that leads nowhere: that is a mistake to tell, not a file that is not there.
bool stands(const fs::path& path) {
  std::error_code error;
  const fs::file_type type = fs::symlink_status(path, error).type();
  return type != fs::file_type::not_found && type != fs::file_type::none;
}

std::vector<fs::path> expand(const fs::path& root, const Setting& pattern) {
  if (pattern.value.find("**") != std::string::npos) {
    throw Error(ErrorKind::config, {.what = fmt::format("'{}' has **, but a * stays within one directory.", one_line(pattern.value)),
                                    .where = to_string(pattern.location),
                                    .hint = "Write one pattern for each level: \"services/*\", \"services/*/*\"."});
  }
  try {
    return expand_pattern(root, pattern.value, ErrorKind::config);
  } catch (const Error& error) {
    // Only here is known where the pattern stands.
    throw Error(error.kind(), {.what = error.text().what, .where = to_string(pattern.location), .hint = error.text().hint});
  }
}

Error missing(const fs::path& directory, const Setting& pattern) {
  const std::string why = file_kind(directory) == FileKind::directory ? fmt::format("has no {}", kFileName) : "does not exist";
  return Error(ErrorKind::config, {.what = fmt::format("The service directory '{}' {}.", one_line(pattern.value), why),
                                   .where = to_string(pattern.location),
                                   .hint = "Create it with `deed init DIR --service NAME`, or take it off the list."});
}

}  // namespace

fs::path real_path(const fs::path& path) {
  std::error_code error;
  fs::path resolved = fs::weakly_canonical(path, error);
  return error ? path : resolved;
}

fs::path ServiceDirectory::file() const { return path / kFileName; }

DeedFiles::DeedFiles(const fs::path& current) : current_(normal(current)) {}

DeedFile DeedFiles::named(const fs::path& config) const {
  const fs::path path = normal(current_ / config);
  const fs::path file = file_kind(path) == FileKind::directory ? path / kFileName : path;
  if (!stands(file)) {
    throw Error(ErrorKind::config, {.what = "The configuration file does not exist.",
                                    .where = name(file).shown,
                                    .hint = "Correct -c, or run `deed init DIR --service NAME`."});
  }
  return read(file);
}

std::optional<DeedFile> DeedFiles::nearest(const fs::path& directory) const {
  for (fs::path at = directory;; at = at.parent_path()) {
    if (stands(at / kFileName)) {
      return read(at / kFileName);
    }
    if (at == at.parent_path()) {
      return std::nullopt;
    }
  }
}

DeedFile DeedFiles::nearest() const {
  std::optional<DeedFile> found = nearest(current_);
  if (!found) {
    throw Error(ErrorKind::config, {.what = fmt::format("There is no {} here or in any directory above.", kFileName),
                                    .where = one_line(current_.string()),
                                    .hint = "Run `deed init DIR --service NAME`, or name a configuration with -c."});
  }
  return *std::move(found);
}

DeedFile DeedFiles::read(const fs::path& path) const {
  NamedFile file = name(path);
  FileConfig config = read_keys(read_toml(path, file.shown), file.shown);
  return {std::move(file), std::move(config)};
}

std::vector<ServiceDirectory> DeedFiles::services_of(const DeedFile& workspace) const {
  std::vector<ServiceDirectory> directories;
  for (const Setting& pattern : *workspace.config.workspace) {
    for (const fs::path& found : expand(workspace.directory(), pattern)) {
      ServiceDirectory directory{normal(found), real_path(found)};
      if (!stands(directory.file())) {
        if (pattern.value.find('*') == std::string::npos) {
          throw missing(directory.path, pattern);
        }
        continue;
      }
      require_inside(directory.file(), workspace.directory(), ErrorKind::config);
      if (std::none_of(directories.begin(), directories.end(), [&](const ServiceDirectory& d) { return d.real == directory.real; })) {
        directories.push_back(std::move(directory));
      }
    }
  }
  return directories;
}

NamedFile DeedFiles::name(const fs::path& path) const {
  const fs::path relative = path.lexically_relative(current_);
  const bool shorter = !relative.empty() && relative.native().size() < path.native().size();
  return {path, one_line((shorter ? relative : path).string())};
}

}  // namespace deed::config
