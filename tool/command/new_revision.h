#pragma once

#include <string>
#include <vector>

#include "command/service.h"

namespace deed::command {

// Where a new revision shall stand; what is left empty is chosen.
struct PlaceRequest {
  std::string message{};
  // Revision symbols of the parents; the head where none is given, `base` for a revision without parents.
  std::vector<std::string> heads{};
  // A parent that has successors already is meant: a new branch begins there.
  bool splice = false;
  std::string branch_label{};
  // Revision symbols of one's own, or SERVICE:SYMBOL.
  std::vector<std::string> depends_on{};
  std::string rev_id{};
};

// The header of a new revision: parents, dependencies, id and date. Throws Error(graph) where the place is not in the graph or there are
// several heads and none was named, Error(usage) for a malformed id or label.
Revision place_revision(Invocation& invocation, const config::Workspace& workspace, const Service& service, const PlaceRequest& request);

struct WrittenRevision {
  std::string id;
  std::filesystem::path path;
};

// Writes a revision's file where the service has its revisions. `text` is everything, the header too.
WrittenRevision write_revision(Invocation& invocation, const config::ServiceConfig& config, const Revision& header,
                               const std::string& text);

}  // namespace deed::command
