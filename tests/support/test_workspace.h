#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/temporary_directory.h"
#include "support/test_database.h"

namespace deed::testing {

// A workspace on disk.
class WorkspaceFiles {
 public:
  WorkspaceFiles();

  // services/NAME with a deed.toml; `further` is what stands below its service line.
  void service(const std::string& name, const std::string& further = "");
  // A revision file: header, then the sections as they are given.
  void revision(const std::string& service, const std::string& id, const std::string& revises, const std::string& sections);
  void remove_revision(const std::string& service, const std::string& id) const;
  void model(const std::string& service, const std::string& sql);
  void write(const std::string& path, const std::string& text) { directory_.write(path, text); }
  // The newest revision file of a service, by name; "" without one.
  std::string newest_revision(const std::string& service) const;

  const std::filesystem::path& path() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;
};

// A workspace on disk and a database of its own, for tests that run the real program.
class TestWorkspace : public WorkspaceFiles {
 public:
  // Runs deed in the workspace with DATABASE_URL set to the database.
  ProcessResult deed(std::vector<std::string> words) const;
  // The same in another environment: what is given replaces DATABASE_URL.
  ProcessResult deed_with(std::vector<std::string> words, const std::map<std::string, std::string>& environment) const;
  ProcessOptions options() const;

  TestDatabase& database() { return database_; }

 private:
  TestDatabase database_;
};

}  // namespace deed::testing
