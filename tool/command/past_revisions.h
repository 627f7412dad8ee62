#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "command/invocation.h"
#include "command/service.h"
#include "domain/revision.h"

namespace deed::command {

// The revisions of a commit, and how they compare with the files that are here.
struct PastRevisions {
  // By id, those whose files are not the same here: edited, removed, moved, or another branch's. `path` is the one in the repository.
  std::map<std::string, Revision> different{};
  // The ids of those whose files are the same.
  std::set<std::string> same{};

  bool contains(const std::string& id) const { return same.contains(id) || different.contains(id); }
};

// What `review --since COMMIT` compares with.
struct Past {
  // As they were where this branch began, and as they are at COMMIT, which may have gone on since.
  PastRevisions fork{};
  PastRevisions commit{};
  // The commit where this branch began, shortened, and the name that was given for COMMIT.
  std::string fork_name{};
  std::string commit_name{};
};

// Reads them by way of git. Throws Error(usage) without git, in a shallow clone, for an unknown commit.
Past read_past(Invocation& invocation, const config::Workspace& workspace, const std::vector<Service>& services, const std::string& commit);

}  // namespace deed::command
