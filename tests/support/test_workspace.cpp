#include "support/test_workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"

namespace deed::testing {

WorkspaceFiles::WorkspaceFiles() { write("deed.toml", "[workspace]\nservices = [\"services/*\"]\n"); }

void WorkspaceFiles::service(const std::string& name, const std::string& further) {
  write(fmt::format("services/{}/deed.toml", name), fmt::format("service = \"{}\"\n{}", name, further));
}

void WorkspaceFiles::revision(const std::string& service, const std::string& id, const std::string& revises, const std::string& sections) {
  std::string header = fmt::format("-- {0} of {1}\n--\n-- Revision ID: {0}\n-- Revises: ", id, service);
  const std::size_t line = revises.find('\n');
  // "parent\nDepends On: x": further header lines below the parents.
  header += revises.substr(0, line);
  if (line != std::string::npos) {
    header += "\n-- " + revises.substr(line + 1);
  }
  write(fmt::format("services/{}/revisions/{}.sql", service, id), header + "\n\n" + sections);
}

void WorkspaceFiles::remove_revision(const std::string& service, const std::string& id) const {
  std::filesystem::remove(path() / fmt::format("services/{}/revisions/{}.sql", service, id));
}

void WorkspaceFiles::model(const std::string& service, const std::string& sql) {
  write(fmt::format("services/{}/models/tables.sql", service), sql);
}

std::string WorkspaceFiles::newest_revision(const std::string& service) const {
  const auto files = list_files(path() / "services" / service / "revisions", ".sql", ErrorKind::local_io);
  const auto newest = std::max_element(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return std::filesystem::last_write_time(a) < std::filesystem::last_write_time(b);
  });
  return newest == files.end() ? "" : read_file(*newest, ErrorKind::local_io);
}

ProcessOptions TestWorkspace::options() const { return {.environment = {{"DATABASE_URL", database_.url()}}, .directory = path()}; }

ProcessResult TestWorkspace::deed(std::vector<std::string> words) const {
  words.insert(words.begin(), "deed");
  return run(words, options());
}

ProcessResult TestWorkspace::deed_with(std::vector<std::string> words, const std::map<std::string, std::string>& environment) const {
  words.insert(words.begin(), "deed");
  return run(words, {.environment = environment, .directory = path()});
}

}  // namespace deed::testing
