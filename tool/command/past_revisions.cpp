#include "command/past_revisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "config/deed_files.h"
#include "git/repository.h"
#include "revisions/reader.h"

namespace deed::command {

namespace {

namespace fs = std::filesystem;

// As much as is held in memory at once.
constexpr std::size_t kBatch = std::size_t{16} * 1024 * 1024;

// A file of a revision that is here, by its path in the repository.
struct PresentFile {
  std::string id;
  std::string text;
};

class PastReader {
 public:
  PastReader(const git::Repository& repository, const config::Workspace& workspace, const std::vector<Service>& services)
      : repository_(repository), root_(config::real_path(repository.root())) {
    for (const Service& service : services) {
      directories_[in_repository(service.config->directory)] = service.config;
      for (const Revision& revision : service.graph.revisions()) {
        // An odd name is shown escaped, and then leads nowhere.
        if (file_kind(revision.path) != FileKind::regular) {
          continue;
        }
        present_[in_repository(fs::absolute(revision.path))] = {revision.id, read_file(revision.path, ErrorKind::revision)};
      }
    }
    if (in_repository(workspace.root).starts_with("..")) {
      throw Error(ErrorKind::usage, {.what = "The workspace lies outside the git checkout.",
                                     .where = one_line(workspace.root.string()),
                                     .hint = "Run deed in the checkout that the services are in."});
    }
  }

  PastRevisions read(const std::string& commit) const {
    PastRevisions past;
    std::vector<git::TreeFile> batch;
    std::size_t size = 0;
    for (git::TreeFile& file : candidates(commit)) {
      if (const PresentFile* present = same_file(file)) {
        past.same.insert(present->id);
        continue;
      }
      // Nothing that large was ever taken for a revision.
      if (file.size > kLargestFile) {
        continue;
      }
      size += file.size;
      batch.push_back(std::move(file));
      if (size > kBatch) {
        parse(batch, past);
        batch.clear();
        size = 0;
      }
    }
    parse(batch, past);
    return past;
  }

 private:
  std::string in_repository(const fs::path& path) const { return config::real_path(path).lexically_relative(root_).generic_string(); }

  // SQL files below a directory that had a deed.toml then: where revisions can be, whatever the file says that is there now.
  std::vector<git::TreeFile> candidates(const std::string& commit) const {
    std::set<std::string> services;
    for (const git::TreeFile& file : repository_.files(commit, "deed.toml")) {
      services.insert(fs::path(file.path).parent_path().string());
    }
    std::vector<git::TreeFile> files = repository_.files(commit, ".sql");
    std::erase_if(files, [&](const git::TreeFile& file) {
      for (fs::path above = fs::path(file.path).parent_path(); !services.contains(above.string()); above = above.parent_path()) {
        if (above.empty()) {
          return true;
        }
      }
      return false;
    });
    return files;
  }

  const PresentFile* same_file(const git::TreeFile& file) const {
    const auto found = present_.find(file.path);
    return found != present_.end() && git::blob_id(found->second.text, file.blob) == file.blob ? &found->second : nullptr;
  }

  const config::ServiceConfig* service_of(const std::string& path) const {
    for (fs::path above = fs::path(path).parent_path();; above = above.parent_path()) {
      const auto found = directories_.find(above.empty() ? "." : above.string());
      if (found != directories_.end() || above.empty()) {
        return found == directories_.end() ? nullptr : found->second;
      }
    }
  }

  void parse(const std::vector<git::TreeFile>& batch, PastRevisions& past) const {
    const std::map<std::string, std::string> contents = repository_.contents(batch);
    for (const git::TreeFile& file : batch) {
      const config::ServiceConfig* service = service_of(file.path);
      const auto revision =
          revisions::read_past_revision(contents.at(file.blob), file.path,
                                        service == nullptr ? revisions::ReadContext{"", "public"}
                                                           : revisions::ReadContext{service->name, service->database.schemas.front()});
      if (revision) {
        past.different.insert_or_assign(revision->id, *revision);
      }
    }
  }

  const git::Repository& repository_;
  fs::path root_;
  std::map<std::string, const config::ServiceConfig*> directories_;
  std::map<std::string, PresentFile> present_;
};

}  // namespace

Past read_past(Invocation& invocation, const config::Workspace& workspace, const std::vector<Service>& services,
               const std::string& commit) {
  const git::Repository repository(workspace.root, invocation.environment, invocation.cancellation);
  const std::string id = repository.commit(commit);
  const std::string fork = repository.fork_point(id, commit);
  const PastReader reader(repository, workspace, services);
  Past past{.fork = reader.read(fork), .fork_name = fork.substr(0, 12), .commit_name = one_line(commit)};
  past.commit = id == fork ? past.fork : reader.read(id);
  return past;
}

}  // namespace deed::command
