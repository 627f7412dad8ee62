#include "command/codeowners.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "config/deed_files.h"

namespace deed::command {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "# deed: who owns the services; written by `deed ownership codeowners --write`\n";
constexpr std::string_view kEnd = "# deed: end\n";

fs::path repository_root(const fs::path& workspace) {
  for (fs::path directory = workspace;; directory = directory.parent_path()) {
    if (file_kind(directory / ".git") != FileKind::missing) {
      return directory;
    }
    if (directory == directory.parent_path()) {
      return workspace;
    }
  }
}

fs::path file_in(const fs::path& root) {
  for (const char* place : {".github", ".gitlab", ".", "docs"}) {
    const fs::path path = (root / place / "CODEOWNERS").lexically_normal();
    if (file_kind(path) != FileKind::missing) {
      return path;
    }
  }
  return root / "CODEOWNERS";
}

// A pattern that means this directory and nothing else: what gitignore's rules read otherwise stands behind a backslash.
std::string escaped(const std::string& path) {
  std::string result;
  for (const char c : path) {
    if (std::string_view(" \\*?[]!#").find(c) != std::string_view::npos) {
      result += '\\';
    }
    result += c;
  }
  return result;
}

std::string section(const config::Workspace& workspace, const fs::path& root) {
  std::vector<std::string> lines;
  for (const config::ServiceConfig& service : workspace.services) {
    if (service.review.owners.empty()) {
      continue;
    }
    const std::string path = config::real_path(service.directory).lexically_relative(root).generic_string();
    lines.push_back(fmt::format("{} {}\n", path == "." ? "*" : fmt::format("/{}/", escaped(path)), join(service.review.owners, " ")));
  }
  if (lines.empty()) {
    throw Error(ErrorKind::config, {.what = "No service says who approves its changes.",
                                    .where = one_line(workspace.root.string()),
                                    .hint = "In its deed.toml: [review] and below it owners = [\"@org/team\"]"});
  }
  // The last line that fits counts: a directory in another one comes later.
  std::sort(lines.begin(), lines.end());
  return fmt::format("{}{}{}", kBegin, join(lines, ""), kEnd);
}

// The text with the part between the marks replaced, or with the part at its end.
std::string merged(const std::string& present, const std::string& part, const fs::path& path) {
  const std::size_t begin = present.find(kBegin);
  const std::size_t end = present.find(kEnd);
  if (begin == std::string::npos && end == std::string::npos) {
    return present + (present.empty() || present.ends_with('\n') ? "" : "\n") + part;
  }
  if (begin == std::string::npos || end == std::string::npos || end < begin || present.find(kBegin, begin + 1) != std::string::npos) {
    throw Error(ErrorKind::config,
                {.what = "The marks of deed's part of this file do not fit together.",
                 .where = one_line(path.string()),
                 .hint = fmt::format("Remove the lines '{}' and '{}'; deed writes them again.", trim(kBegin), trim(kEnd))});
  }
  return present.substr(0, begin) + part + present.substr(end + kEnd.size());
}

}  // namespace

Codeowners codeowners(const config::Workspace& workspace) {
  const fs::path root = repository_root(config::real_path(workspace.root));
  Codeowners result{.path = file_in(root)};
  if (file_kind(result.path) != FileKind::missing) {
    require_inside(result.path, root, ErrorKind::config);
    result.present = read_text_file(result.path, ErrorKind::config);
  }
  result.wanted = merged(result.present.value_or(""), section(workspace, root), result.path);
  return result;
}

}  // namespace deed::command
