#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/cancellation.h"

namespace deed::git {

// A file of a commit.
struct TreeFile {
  // Relative to the repository's root.
  std::string path;
  // The id of its content.
  std::string blob;
  std::size_t size = 0;
};

// A repository that is only read, by way of the program git. Nothing that the repository or its files say is run: no hook, no pager, no
// filter, no external diff, no monitor, no fetch. Every failure is an Error(usage), as it is about what was asked for.
class Repository {
 public:
  // The repository around a directory. `environment` is deed's own: git gets PATH, HOME and its configuration from it.
  Repository(const std::filesystem::path& directory, const std::map<std::string, std::string>& environment,
             const Cancellation& cancellation);

  const std::filesystem::path& root() const { return root_; }

  // The commit that a name means.
  std::string commit(const std::string& name) const;
  // Where the checked-out branch left the history of `commit`.
  std::string fork_point(const std::string& commit, const std::string& name) const;
  // The regular files of a commit with this extension (".sql"); links and submodules are none.
  std::vector<TreeFile> files(const std::string& commit, const std::string& extension) const;
  // The contents of blobs, by id. They may be 64 MiB together.
  std::map<std::string, std::string> contents(const std::vector<TreeFile>& files) const;

 private:
  struct Answer {
    bool ok = false;
    std::string output{};
    std::vector<std::string> errors{};
  };
  Answer ask(const std::vector<std::string>& words, const std::string& input = "") const;
  std::string require(const std::vector<std::string>& words, const std::string& input = "") const;
  bool is_shallow() const;

  std::filesystem::path root_;
  std::filesystem::path program_;
  std::vector<std::string> environment_;
  const Cancellation& cancellation_;
};

// The id that git gives a content, as long as `like`, an id of the same repository.
std::string blob_id(std::string_view content, std::string_view like);

}  // namespace deed::git
